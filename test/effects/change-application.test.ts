import { describe, expect, it } from 'vitest';
import { PortError, type PortErrorKind } from '../../src/ports/port-error.ts';
import type { Files } from '../core/support/files.ts';
import { groupId, type Live, snapshotOf } from '../core/support/live.ts';
import { applied } from './support/apply-story.ts';
import type { FakeAwsOptions } from './support/fake-aws.ts';

const to = (...groups: readonly string[]): Files => ({
  applications: [{ groups, applications: 'Payroll' }],
});

/** Applying `head` where Blue has Payroll and base gave it so. */
async function apply(head: Files, options: FakeAwsOptions = {}, assigned = ['Blue']) {
  const live: Live = { applications: { Payroll: { assigned } } };
  const { applications } = snapshotOf(live);
  const { aws, report, outcomes } = await applied(
    { live, base: to('Blue'), head },
    { ...(applications === null ? {} : { applications }), ...options },
  );
  return {
    outcomes,
    report,
    writes: aws.writes,
    holders: aws.applicationAssignments.map(({ principalId }) => principalId),
  };
}

/** Rejects the first call of that name, before it is served or once it was. */
function once(call: string, kind: PortErrorKind): (name: string) => void {
  let isOver = false;
  return (name) => {
    if (isOver || name !== call) return;
    isOver = true;
    throw new PortError(kind, 'sso:any', 'told so');
  };
}

describe('an assignment to an application', () => {
  it('is made before the one that goes in its place, and both are read back', async () => {
    expect(await apply(to('Green'))).toMatchObject({
      outcomes: [
        'applied change assign-application Payroll Green',
        'applied change unassign-application Payroll Blue',
      ],
      writes: [
        `assignApplication Payroll ${groupId('Green')}`,
        `unassignApplication Payroll ${groupId('Blue')}`,
      ],
      holders: [groupId('Green')],
    });
  });

  it('stays where the one that comes in its place fails', async () => {
    const before = once('assignApplication', 'access-denied');
    expect(await apply(to('Green'), { before })).toMatchObject({
      outcomes: [
        'failed change assign-application Payroll Green',
        'not-attempted change unassign-application Payroll Blue',
      ],
      holders: [groupId('Blue')],
    });
  });

  it.each([
    ['once it was served', { after: once('assignApplication', 'answer-lost') }, 1],
    ['before it was served', { before: once('assignApplication', 'answer-lost') }, 1],
  ])('whose answer is lost %s is looked for, and not made twice', async (_, options, writes) => {
    const { outcomes, writes: made } = await apply(to('Blue', 'Green'), options);
    expect(outcomes).toEqual(['applied change assign-application Payroll Green']);
    expect(made).toHaveLength(writes);
  });

  it('that AWS knows already is so already', async () => {
    const conflict = (name: string): void => {
      if (name === 'assignApplication') throw new PortError('conflict', 'sso:any', 'it exists');
    };
    const { outcomes } = await apply(to('Blue', 'Green'), { after: conflict });
    expect(outcomes).toEqual(['already-so change assign-application Payroll Green']);
  });

  it('that somebody took away meanwhile is so already', async () => {
    const nobody = snapshotOf({ applications: { Payroll: { assigned: [] } } }).applications;
    const { outcomes, holders } = await apply({}, nobody === null ? {} : { applications: nobody });
    expect(outcomes).toEqual(['already-so change unassign-application Payroll Blue']);
    expect(holders).toEqual([]);
  });

  it('that AWS accepts and never shows has failed, with an open end', async () => {
    const { report } = await apply(to('Blue', 'Green'), {
      order: (list) => list.filter((one) => !JSON.stringify(one).includes(groupId('Green'))),
    });
    expect(report.outcomes[0]?.outcome).toEqual({
      result: 'failed',
      reason: 'AWS accepted it, and does not show the assignment',
      help: 'run it again; if it stays, look at the application in the console',
      isOpen: true,
    });
  });

  it('of a dead group that AWS goes on showing is no failure', async () => {
    const { outcomes } = await apply(
      to('Blue'),
      {
        before: (name) => {
          if (name === 'unassignApplication') {
            throw new PortError('not-found', 'sso:any', 'no such group');
          }
        },
      },
      ['Blue', 'gone:Old'],
    );
    expect(outcomes).toEqual(['cannot-remove drift unassign-application Payroll group-Old']);
  });
});
