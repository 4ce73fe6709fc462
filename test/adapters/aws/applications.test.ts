import { expect, test } from 'vitest';
import { findApplication } from '../../../src/simulator/aws/world/find.ts';
import { textWith } from '../../contracts/aws/simulator.ts';
import { connect, type ConnectOptions, seed } from './support/connect.ts';

async function applications(options: ConnectOptions = {}) {
  const connected = await connect({
    seed: {
      ...seed,
      applications: [
        { name: 'Wiki', groups: ['Developers', 'Admins'], users: ['bob'], deletedGroups: ['Gone'] },
        { name: 'Wiki', provider: 'other', assignmentRequired: false },
        { name: 'Client VPN', assignmentRequired: null },
      ],
    },
    ...options,
  });
  const { aws, readers, writers, groupId } = connected;
  const group = (name: string) => ({ type: 'GROUP' as const, id: groupId(name) });
  const arnOf = (name: string): string => findApplication(aws.world.state, name).arn;
  const [arn = ''] = aws.world
    .dump()
    .applications.flatMap((one) =>
      one.name === 'Wiki' && one.assigned.length > 0 ? [one.arn] : [],
    );
  return {
    ...connected,
    reader: readers.applications,
    writer: writers.identityCenter,
    group,
    arn,
    arnOf,
    assigned: () => aws.world.dump().applications.find((one) => one.arn === arn)?.assigned,
  };
}

test('reads every application, in the order of ARNs, those with the same name too', async () => {
  const { aws, reader, instance } = await applications({
    knobs: { pages: { maxSize: 1, trailingEmpty: true } },
  });
  const found = await reader.listApplications(instance);
  expect(found.map(({ name }) => name).toSorted()).toEqual(['Client VPN', 'Wiki', 'Wiki']);
  expect(found.map(({ arn }) => arn)).toEqual(
    aws.world.state.applications
      .values()
      .map(({ arn }) => arn)
      .toSorted(),
  );
  expect(found.find(({ name }) => name === 'Client VPN')).toMatchObject({
    accountId: aws.world.state.place.managementAccountId,
    provider: 'arn:aws:sso::aws:applicationProvider/custom',
    status: 'ENABLED',
  });
  expect(aws.log.invalid()).toEqual([]);
});

test('reads who is assigned, dead principals too, and null for an application that is gone', async () => {
  const { aws, reader, arn, group } = await applications({ knobs: { pages: { maxSize: 2 } } });
  const found = await reader.listApplicationAssignments(arn);
  expect(found).toHaveLength(4);
  expect(found?.at(-1)).toMatchObject({ applicationArn: arn, principalType: 'USER' });
  expect(found).toContainEqual({
    applicationArn: arn,
    principalType: 'GROUP',
    principalId: group('Admins').id,
  });
  aws.world.removeApplication(arn);
  expect(await reader.listApplicationAssignments(arn)).toBeNull();
});

test('tells whether assignments are required, and null where AWS does not', async () => {
  const { aws, reader, arn, arnOf } = await applications();
  expect(await reader.assignmentRequired(arn)).toBe(true);
  aws.world.changeApplication(arn, { assignmentRequired: false });
  expect(await reader.assignmentRequired(arn)).toBe(false);
  expect(await reader.assignmentRequired(arnOf('Client VPN'))).toBeNull();
  aws.faults.add({
    operation: 'GetApplicationAssignmentConfiguration',
    effect: { kind: 'access-denied' },
  });
  await expect(reader.assignmentRequired(arn)).rejects.toMatchObject({ kind: 'access-denied' });
});

test('assigns and takes away, through throttling and what AWS is still busy with', async () => {
  const { aws, writer, arn, group, assigned } = await applications();
  for (const kind of ['throttle', 'conflict'] as const) {
    aws.faults.add({ operation: '*', calls: { every: 2 }, effect: { kind } });
  }
  await writer.assignApplication(arn, group('Auditors'));
  expect(assigned()).toContain('GROUP Auditors');
  await writer.unassignApplication(arn, group('Developers'));
  expect(assigned()).not.toContain('GROUP Developers');
});

test('does not send again what may have been done, and says so', async () => {
  const { aws, writer, arn, group, assigned } = await applications();
  aws.faults.add({
    operation: 'CreateApplicationAssignment',
    effect: { kind: 'answer-lost', as: 'internal-error' },
  });
  await expect(writer.assignApplication(arn, group('Auditors'))).rejects.toMatchObject({
    kind: 'answer-lost',
    action: 'sso:CreateApplicationAssignment',
  });
  expect(aws.log.of('CreateApplicationAssignment')).toHaveLength(1);
  expect(assigned()).toContain('GROUP Auditors');
});

test('tells what is there already and what is not there by its kind', async () => {
  const { writer, arn, group } = await applications();
  await expect(writer.assignApplication(arn, group('Admins'))).rejects.toMatchObject({
    kind: 'conflict',
  });
  await expect(writer.unassignApplication(arn, group('Auditors'))).rejects.toMatchObject({
    kind: 'not-found',
    message: textWith('Could not find the application assignment'),
  });
});

test('changes an application by one request at a time', async () => {
  const { aws, writer, arn, group, assigned } = await applications({ knobs: { latencyMs: 200 } });
  aws.faults.add({ operation: 'CreateApplicationAssignment', effect: { kind: 'slow', byMs: 500 } });
  const started = aws.clock.now();
  await Promise.all([
    writer.assignApplication(arn, group('Auditors')),
    writer.unassignApplication(arn, group('Admins')),
    writer.unassignApplication(arn, group('Developers')),
  ]);
  expect(assigned()?.filter((one) => one.startsWith('GROUP'))).toHaveLength(2);
  const times = aws.log.writes().map(({ at }) => Date.parse(at) - started);
  expect(times[1]).toBeGreaterThanOrEqual(500);
});
