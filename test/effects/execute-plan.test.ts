import { describe, expect, it } from 'vitest';
import { PortError } from '../../src/ports/port-error.ts';
import { type Files, rule } from '../core/support/files.ts';
import { accountId } from '../core/support/live.ts';
import { applied } from './support/apply-story.ts';

const sets: Files = { permissionSets: { Admin: {}, Read: {} } };
const bare = { Admin: {}, Read: {} };
const longer: Files['permissionSets'] = { Admin: { sessionDuration: '2h' }, Read: {} };
const failed = { status: 'failed', reason: 'Received a 500 status error: no.' } as const;
const withoutAssignments = <T>(list: readonly T[]): readonly T[] =>
  list.filter((each) => typeof each !== 'object');

describe('what an operation needs must have ended well', () => {
  it('a set whose provisioning failed gets no grants; the rest goes on', async () => {
    const story = {
      live: { sets: bare, grants: ['Green Admin prod', 'Red Read prod'] },
      base: { ...sets, assignments: [rule('Green', 'Admin', 'prod'), rule('Red', 'Read', 'prod')] },
      head: {
        permissionSets: longer,
        assignments: [
          rule('Green', 'Admin', 'prod'),
          rule('Blue', 'Admin', 'dev'),
          rule('Blue', 'Read', 'dev'),
        ],
      },
    };
    const { outcomes, report } = await applied(story, {
      ends: (call) => (call === 'provision' ? failed : null),
    });
    expect(outcomes).toEqual([
      'not-attempted change grant Admin dev Blue',
      'applied change grant Read dev Blue',
      'failed change provision-permission-set Admin',
      'applied change revoke Read prod Red',
      'applied change update-permission-set Admin',
    ]);
    const skipped = report.outcomes.find(({ outcome }) => outcome.result === 'not-attempted');
    expect(skipped?.outcome).toMatchObject({
      reason: expect.stringContaining('provision') as string,
    });
  });

  it('a set whose edit failed is neither provisioned nor granted', async () => {
    const story = {
      live: { sets: bare, grants: ['Green Admin prod'] },
      base: { ...sets, assignments: [rule('Green', 'Admin', 'prod')] },
      head: {
        permissionSets: longer,
        assignments: [rule('Green', 'Admin', 'prod'), rule('Blue', 'Admin', 'dev')],
      },
    };
    const { outcomes, aws } = await applied(story, {
      before: (call) => {
        if (call === 'updatePermissionSet') throw new PortError('access-denied', 'sso:x', 'denied');
      },
    });
    expect(outcomes).toEqual([
      'not-attempted change grant Admin dev Blue',
      'not-attempted change provision-permission-set Admin',
      'failed change update-permission-set Admin',
    ]);
    expect(aws.writes).toEqual([]);
  });

  it.each([
    ['the same account and set', rule('Blue', 'Admin', 'dev')],
    ['the same account and principal', rule('Red', 'Read', 'dev')],
  ])('a revocation stays undone where the grant that replaces it failed: %s', async (_what, to) => {
    const story = {
      live: { sets: bare, grants: ['Red Admin dev', 'Red Admin prod'] },
      base: { ...sets, assignments: [rule('Red', 'Admin', ['dev', 'prod'])] },
      head: { ...sets, assignments: [to] },
    };
    const { outcomes, aws } = await applied(story, {
      ends: (call) => (call === 'createAssignment' ? failed : null),
    });
    expect(outcomes.slice(1)).toEqual([
      'not-attempted change revoke Admin dev Red',
      'applied change revoke Admin prod Red',
    ]);
    expect(aws.assignments.map((one) => one.accountId)).toEqual([accountId('dev')]);
  });

  it('the old name of a set stays where its new name could not be granted', async () => {
    const story = {
      live: { sets: { Old: {} }, grants: ['Red Old dev', 'Red Old prod'] },
      base: {
        permissionSets: { Old: {} },
        assignments: [rule('Red', 'Old', ['dev', 'prod'])],
      },
      head: {
        permissionSets: { New: { renamedFrom: 'Old' } },
        assignments: [rule('Red', 'New', ['dev', 'prod'])],
      },
    };
    const { outcomes } = await applied(story, {
      ends: (call, [, account]) =>
        call === 'createAssignment' && account === accountId('dev') ? failed : null,
    });
    expect(outcomes.toSorted()).toEqual([
      'applied change create-permission-set New',
      'applied change grant New prod Red',
      'applied change revoke Old prod Red',
      'failed change grant New dev Red',
      'not-attempted change delete-permission-set Old',
      'not-attempted change revoke Old dev Red',
    ]);
  });
});

describe('how an operation ends', () => {
  const granting = {
    live: { sets: bare },
    base: sets,
    head: { ...sets, assignments: [rule('Blue', 'Admin', 'dev')] },
  };
  const revoking = {
    live: { sets: bare, grants: ['Blue Admin dev'] },
    base: granting.head,
    head: sets,
  };

  it("failed with AWS's reason and what to do", async () => {
    const reason =
      'Received a 404 status error: the GROUP assignee g was not found in directory d-1';
    const { report } = await applied(granting, {
      ends: () => ({ status: 'failed', reason }),
    });
    expect(report.outcomes[0]?.outcome).toEqual({
      result: 'failed',
      reason,
      help: expect.stringContaining('Entra') as string,
    });
  });

  it('already-so where there was nothing left to revoke', async () => {
    const gone = {
      status: 'failed',
      reason: "Received a 404 status error: EntitlementItem doesn't exist for x",
    } as const;
    const story = await applied(revoking, { ends: () => gone, order: withoutAssignments });
    expect(story.outcomes).toEqual(['already-so change revoke Admin dev Blue']);
    const notFound = await applied(revoking, {
      order: withoutAssignments,
      before: (call) => {
        if (call === 'deleteAssignment') throw new PortError('not-found', 'sso:x', 'not found');
      },
    });
    expect(notFound.outcomes).toEqual(['already-so change revoke Admin dev Blue']);
  });

  it('cannot-remove for a dead principal that AWS will not let go, and the set stays', async () => {
    const story = {
      live: { sets: bare, grants: ['gone:Old Admin dev'] },
      base: sets,
      head: { permissionSets: { Read: {} } },
    };
    const reason =
      'Received a 404 status error: the GROUP assignee g was not found in directory d-1';
    const { outcomes } = await applied(story, {
      ends: (call) => (call === 'deleteAssignment' ? { status: 'failed', reason } : null),
    });
    expect(outcomes).toEqual([
      'not-attempted change delete-permission-set Admin',
      'cannot-remove change revoke Admin dev group-Old',
    ]);
  });

  it('failed where AWS reports success and a read shows otherwise', async () => {
    const { report } = await applied(granting, { order: withoutAssignments });
    expect(report.outcomes[0]?.outcome).toMatchObject({
      result: 'failed',
      reason: expect.stringContaining('does not show') as string,
    });
  });

  it('failed where AWS does not finish within the bound', async () => {
    const { report } = await applied(granting, {
      ends: () => ({ status: 'unfinished', requestId: 'r-1' }),
    });
    expect(report.outcomes[0]?.outcome).toMatchObject({
      result: 'failed',
      reason: expect.stringContaining('r-1') as string,
    });
  });

  it('a write whose answer was lost is read back, and sent again only where it did not happen', async () => {
    let lost = 0;
    const story = await applied(granting, {
      before: (call) => {
        if (call !== 'createAssignment') return;
        lost += 1;
        if (lost === 1) throw new PortError('answer-lost', 'sso:x', 'lost');
      },
    });
    expect(story.outcomes).toEqual(['applied change grant Admin dev Blue']);
    expect(story.aws.writes).toHaveLength(1);
    expect(lost).toBe(2);
  });

  it('failed for a bug, too: what others did is still reported', async () => {
    const { report } = await applied(granting, {
      before: (call) => {
        if (call === 'createAssignment') throw new TypeError('a bug');
      },
    });
    expect(report.outcomes[0]?.outcome).toMatchObject({
      result: 'failed',
      reason: 'unexpected: TypeError: a bug',
    });
  });
});

describe('a run that stops', () => {
  const story = {
    live: { sets: bare, grants: ['Green Admin prod'] },
    base: { ...sets, assignments: [rule('Green', 'Admin', 'prod')] },
    head: {
      permissionSets: longer,
      assignments: [rule('Green', 'Admin', 'prod'), rule('Blue', 'Admin', 'dev')],
    },
  };

  it('asks before each stage, and writes nothing more once it is superseded', async () => {
    let asked = 0;
    const { report, outcomes, aws } = await applied(story, {
      stop: {
        superseded: () => {
          asked += 1;
          return Promise.resolve(asked === 3 ? 'main is at another commit' : null);
        },
      },
    });
    expect(report.stopped).toEqual({ why: 'superseded', detail: 'main is at another commit' });
    expect(outcomes).toEqual([
      'not-attempted change grant Admin dev Blue',
      'applied change provision-permission-set Admin',
      'applied change update-permission-set Admin',
    ]);
    expect(aws.writes).toEqual([
      'updatePermissionSet Admin',
      `provision Admin ${accountId('prod')}`,
    ]);
  });

  it('superseded from the start, writes nothing', async () => {
    const { aws, outcomes } = await applied(story, {
      stop: { superseded: () => Promise.resolve('moved') },
    });
    expect(aws.writes).toEqual([]);
    expect(outcomes.every((text) => text.startsWith('not-attempted'))).toBe(true);
  });

  it('cancelled, ends what is under way and starts nothing new', async () => {
    const controller = new AbortController();
    const { report, outcomes } = await applied(story, {
      before: (call) => {
        if (call === 'updatePermissionSet') controller.abort();
      },
      stop: { signal: controller.signal },
    });
    expect(report.stopped).toMatchObject({ why: 'cancelled' });
    expect(outcomes).toEqual([
      'not-attempted change grant Admin dev Blue',
      'not-attempted change provision-permission-set Admin',
      'applied change update-permission-set Admin',
    ]);
  });

  it('cancelled in its last stage, says so', async () => {
    const controller = new AbortController();
    const { report } = await applied(story, {
      before: (call) => {
        if (call === 'createAssignment') controller.abort();
      },
      stop: { signal: controller.signal },
    });
    expect(report.stopped).toMatchObject({ why: 'cancelled' });
    expect(report.outcomes.every(({ outcome }) => outcome.result === 'applied')).toBe(true);
  });

  it('a write that was cancelled before it was sent is not attempted, and no failure', async () => {
    const { outcomes } = await applied(story, {
      before: (call) => {
        if (call !== 'createAssignment') return;
        throw new PortError('cancelled', 'sso:CreateAccountAssignment', 'cancelled');
      },
    });
    expect(outcomes[0]).toBe('not-attempted change grant Admin dev Blue');
  });
});

describe('an apply of nothing', () => {
  it('asks nobody and reports nothing', async () => {
    const { report, aws } = await applied({ live: { sets: bare }, base: sets, head: sets });
    expect(report).toMatchObject({ outcomes: [], stopped: null });
    expect(aws.writes).toEqual([]);
  });
});
