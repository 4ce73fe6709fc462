import {
  CreateApplicationAssignmentCommand,
  DeleteApplicationAssignmentCommand,
  DescribeApplicationCommand,
  GetApplicationAssignmentConfigurationCommand,
  ListApplicationAssignmentsCommand,
  ListApplicationAssignmentsForPrincipalCommand,
  ListApplicationsCommand,
} from '@aws-sdk/client-sso-admin';
import { expect, test } from 'vitest';
import { findAccount, findApplication, findGroup } from '../../../src/simulator/aws/world/find.ts';
import { setup, smallSeed } from './simulator.ts';

const seed = {
  ...smallSeed,
  delegate: 'identity',
  applications: [
    { name: 'Wiki', groups: ['Admins', 'Developers'], users: ['bob'] },
    { name: 'Client VPN', provider: 'client-vpn', assignmentRequired: null },
    { name: 'Studio', accountId: 'identity', status: 'DISABLED' as const },
  ],
};

async function withApplications(options: Parameters<typeof setup>[0] = {}) {
  const started = await setup({ seed, ...options });
  const { state } = started.aws.world;
  const ApplicationArn = (name: string): string => findApplication(state, name).arn;
  const row = (application: string, group: string) => ({
    ApplicationArn: ApplicationArn(application),
    PrincipalType: 'GROUP' as const,
    PrincipalId: findGroup(state, group).id,
  });
  const assigned = (name: string) =>
    started.aws.world.dump().applications.find((one) => one.name === name)?.assigned;
  return { ...started, ApplicationArn, row, assigned };
}

test('applications are listed and described with their account and provider', async () => {
  const { sso, InstanceArn, ApplicationArn, aws } = await withApplications();
  const { Applications = [] } = await sso.send(new ListApplicationsCommand({ InstanceArn }));
  expect(Applications.map(({ Name, Status }) => `${Name} ${Status}`).toSorted()).toEqual([
    'Client VPN ENABLED',
    'Studio DISABLED',
    'Wiki ENABLED',
  ]);
  const identity = findAccount(aws.world.state, 'identity').id;
  const studio = new DescribeApplicationCommand({ ApplicationArn: ApplicationArn('Studio') });
  expect(await sso.send(studio)).toMatchObject({
    Name: 'Studio',
    ApplicationAccount: identity,
    ApplicationProviderArn: 'arn:aws:sso::aws:applicationProvider/custom',
    InstanceArn,
  });
  const Filter = { ApplicationAccount: identity };
  const own = await sso.send(new ListApplicationsCommand({ InstanceArn, Filter }));
  expect(own.Applications).toHaveLength(1);
});

test('fifty applications are the most on a page, whatever is asked for', async () => {
  const applications = Array.from({ length: 60 }, (_, index) => ({ name: `App ${index}` }));
  const { sso, InstanceArn } = await withApplications({ seed: { ...smallSeed, applications } });
  const first = await sso.send(new ListApplicationsCommand({ InstanceArn, MaxResults: 100 }));
  expect(first.Applications).toHaveLength(50);
  const { NextToken } = first;
  const second = await sso.send(
    new ListApplicationsCommand({ InstanceArn, MaxResults: 100, NextToken }),
  );
  expect([second.Applications?.length, second.NextToken]).toEqual([10, undefined]);
});

test('an assignment is there when AWS answers, and gone when it answers', async () => {
  const { sso, row, assigned } = await withApplications();
  await sso.send(new CreateApplicationAssignmentCommand(row('Wiki', 'Auditors')));
  expect(assigned('Wiki')).toContain('GROUP Auditors');
  await sso.send(new DeleteApplicationAssignmentCommand(row('Wiki', 'Auditors')));
  expect(assigned('Wiki')).toEqual(['GROUP Admins', 'GROUP Developers', 'USER bob']);
});

test('assignments are listed by application, and by principal what it has itself', async () => {
  const { sso, InstanceArn, ApplicationArn, row } = await withApplications();
  const listed = await sso.send(
    new ListApplicationAssignmentsCommand({
      ApplicationArn: ApplicationArn('Wiki'),
      MaxResults: 2,
    }),
  );
  expect(listed.ApplicationAssignments).toHaveLength(2);
  expect(listed.NextToken).toBeDefined();
  const { PrincipalId, PrincipalType } = row('Wiki', 'Admins');
  const found = await sso.send(
    new ListApplicationAssignmentsForPrincipalCommand({ InstanceArn, PrincipalId, PrincipalType }),
  );
  expect(found.ApplicationAssignments).toEqual([row('Wiki', 'Admins')]);
});

test('what is there already and what is not there is told, or let pass, as the knobs say', async () => {
  const { aws, sso, row } = await withApplications();
  const again = () => sso.send(new CreateApplicationAssignmentCommand(row('Wiki', 'Admins')));
  const missing = () => sso.send(new DeleteApplicationAssignmentCommand(row('Wiki', 'Auditors')));
  await expect(again()).rejects.toMatchObject({ name: 'ConflictException' });
  await expect(missing()).rejects.toMatchObject({ name: 'ResourceNotFoundException' });
  aws.knobs.behaviour.createExistingApplicationAssignment = 'accepted';
  aws.knobs.behaviour.deleteMissingApplicationAssignment = 'accepted';
  await again();
  await missing();
});

test('an unknown application or principal is not found, and an ARN of another form is refused', async () => {
  const { aws, sso, row } = await withApplications();
  const gone = row('Wiki', 'Auditors');
  aws.world.deleteGroup('Auditors');
  const toNobody = sso.send(new CreateApplicationAssignmentCommand(gone));
  await expect(toNobody).rejects.toMatchObject({ name: 'ResourceNotFoundException' });
  const input = row('Wiki', 'Admins');
  const ApplicationArn = input.ApplicationArn.replace(/.{16}$/, '0123456789abcdef');
  const unknown = sso.send(new CreateApplicationAssignmentCommand({ ...input, ApplicationArn }));
  await expect(unknown).rejects.toMatchObject({ name: 'ResourceNotFoundException' });
  const odd = sso.send(
    new CreateApplicationAssignmentCommand({ ...input, ApplicationArn: 'arn:aws:sso::1:x' }),
  );
  await expect(odd).rejects.toMatchObject({ name: 'ValidationException' });
});

test('whether assignments are required is told, and refused for some applications', async () => {
  const { aws, sso, ApplicationArn } = await withApplications();
  aws.world.changeApplication('Studio', { assignmentRequired: false });
  const ask = (name: string) =>
    sso.send(
      new GetApplicationAssignmentConfigurationCommand({ ApplicationArn: ApplicationArn(name) }),
    );
  expect((await ask('Wiki')).AssignmentRequired).toBe(true);
  expect((await ask('Studio')).AssignmentRequired).toBe(false);
  await expect(ask('Client VPN')).rejects.toMatchObject({
    name: 'ValidationException',
    message: `The application with arn '${ApplicationArn('Client VPN')}' is not supported for this action.`,
  });
});

test('a role is allowed by application, by its account, and the list for all alone', async () => {
  const allow = (Action: string, Resource: string, Condition?: object) => ({
    Version: '2012-10-17',
    Statement: [{ Effect: 'Allow', Action, Resource, ...(Condition && { Condition }) }],
  });
  const { aws, as, row, InstanceArn } = await withApplications();
  const { managementAccountId } = aws.world.state.place;
  const { sso } = as('AKIAROLE');
  const outcome = async (...policies: readonly object[]): Promise<string> => {
    aws.callers['AKIAROLE'] = { policies };
    try {
      await sso.send(new DeleteApplicationAssignmentCommand(row('Wiki', 'Admins')));
      await sso.send(new CreateApplicationAssignmentCommand(row('Wiki', 'Admins')));
      return 'allowed';
    } catch {
      return 'refused';
    }
  };
  const of = (account: string): string => `arn:aws:sso::${account}:application/*/*`;
  expect(await outcome(allow('sso:*', of('*')))).toBe('allowed');
  expect(await outcome(allow('sso:*', of(managementAccountId)))).toBe('allowed');
  expect(await outcome(allow('sso:*', of('123456789012')))).toBe('refused');
  expect(await outcome(allow('sso:*', 'arn:aws:sso:::instance/*'))).toBe('refused');
  const from = (account: string) => ({ StringEquals: { 'sso:ApplicationAccount': account } });
  expect(await outcome(allow('sso:*', '*', from(managementAccountId)))).toBe('allowed');
  expect(await outcome(allow('sso:*', '*', from('123456789012')))).toBe('refused');
  aws.callers['AKIAROLE'] = { policies: [allow('sso:*', 'arn:aws:sso:::instance/*')] };
  const listed = sso.send(new ListApplicationsCommand({ InstanceArn }));
  await expect(listed).rejects.toMatchObject({ name: 'AccessDeniedException' });
});

test('the delegate may be made to ask for its own applications alone', async () => {
  const { aws, as, InstanceArn } = await withApplications({
    callers: { AKIADELEGATE: { account: 'identity' } },
  });
  const { sso } = as('AKIADELEGATE');
  const list = (Filter?: { readonly ApplicationAccount: string }) =>
    sso.send(new ListApplicationsCommand({ InstanceArn, Filter }));
  expect((await list()).Applications).toHaveLength(3);
  aws.knobs.behaviour.applicationsForDelegate = 'own-account';
  await expect(list()).rejects.toMatchObject({ name: 'AccessDeniedException' });
  const identity = findAccount(aws.world.state, 'identity').id;
  expect((await list({ ApplicationAccount: identity })).Applications).toHaveLength(1);
});

test('an assignment over the API and one in the console have different names in CloudTrail', async () => {
  const { aws, sso, row } = await withApplications();
  await sso.send(new CreateApplicationAssignmentCommand(row('Wiki', 'Auditors')));
  aws.world.consoleUnassignApplication({ group: 'Auditors' }, 'Wiki');
  expect(aws.trail().map(({ name }) => name)).toEqual([
    'CreateApplicationAssignment',
    'DisassociateProfile',
  ]);
});
