import { describe, expect, it } from 'vitest';
import type { ApplicationReference } from '../../../src/core/mapping/mapping.ts';
import { PortError } from '../../../src/ports/port-error.ts';
import { applicationArn, groupId, type Live, snapshotOf } from '../../core/support/live.ts';
import { fakeAws, type FakeAwsOptions } from '../support/fake-aws.ts';
import { readWhole } from '../support/read-whole.ts';

const live: Live = {
  applications: {
    Payroll: { assigned: ['Blue', 'gone:Old'] },
    Wiki: { assigned: ['Green'] },
  },
};

const named = (...names: readonly string[]): readonly ApplicationReference[] =>
  names.map((value) => ({ by: 'name', value }));

async function read(
  applications: readonly ApplicationReference[] | 'all',
  options: FakeAwsOptions = {},
) {
  const snapshot = snapshotOf(live);
  const calls: string[] = [];
  const { readers } = fakeAws(snapshot, {
    ...(snapshot.applications === null ? {} : { applications: snapshot.applications }),
    ...options,
    before: (call, about) => {
      if (/pplication|assignmentRequired/.test(call)) calls.push([call, ...about].join(' '));
      options.before?.(call, about);
    },
  });
  const found = await readWhole(readers, snapshot.instance, { applications });
  return { found, calls };
}

const failing = (call: string) => (name: string) => {
  if (name === call) throw new PortError('access-denied', `sso:${call}`, 'not allowed');
};

describe('reading applications', () => {
  it('asks for none where no file names one', async () => {
    const { found, calls } = await read([]);
    expect(found.applications).toBeNull();
    expect(calls).toEqual([]);
  });

  it('asks who is assigned only of those that are named, once however many files name them', async () => {
    const arn = applicationArn('Payroll');
    const { found, calls } = await read([
      ...named('Payroll', 'Payroll', 'Nothing'),
      { by: 'arn', value: arn },
    ]);
    expect(calls).toEqual([
      'listApplications',
      'listApplicationAssignments Payroll',
      'assignmentRequired Payroll',
    ]);
    expect(found.applications).toMatchObject({
      read: [arn],
      assignments: [
        { applicationArn: arn, principalType: 'GROUP', principalId: groupId('Blue') },
        { applicationArn: arn, principalType: 'GROUP', principalId: groupId('Old') },
      ],
    });
    expect(found.applications?.applications).toHaveLength(2);
    expect(found.gonePrincipalIds).toEqual([groupId('Old')]);
  });

  it('asks of all of them where all are wanted', async () => {
    const { found } = await read('all');
    expect(found.applications?.read).toHaveLength(2);
  });

  it('notes a list that cannot be read, and reads the rest', async () => {
    const { found } = await read(named('Payroll'), { before: failing('listApplications') });
    expect(found.applications).toBeNull();
    expect(found.unread).toEqual([expect.objectContaining({ part: 'applications' })]);
  });

  it('notes an application whose assignments cannot be read, and reads the others', async () => {
    const before = (call: string, about: readonly string[]): void => {
      if (call === 'listApplicationAssignments' && about[0] === 'Payroll') failing(call)(call);
    };
    const { found } = await read(named('Payroll', 'Wiki'), { before });
    expect(found.applications?.read).toEqual([applicationArn('Wiki')]);
    expect(found.unread).toEqual([
      expect.objectContaining({ part: 'application-assignments', name: 'Payroll' }),
    ]);
  });

  it('notes that AWS refuses to say whether assignments are required, and reads the rest', async () => {
    const { found } = await read(named('Payroll'), { before: failing('assignmentRequired') });
    expect(found.applications).toMatchObject({
      read: [applicationArn('Payroll')],
      open: [],
      openUnknown: [{ arn: applicationArn('Payroll'), why: 'not allowed' }],
    });
    expect(found.unread).toEqual([]);
  });
});
