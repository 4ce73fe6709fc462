import { describe, expect, it } from 'vitest';
import { PortError, type PortErrorKind } from '../../src/ports/port-error.ts';
import { type Files, rule } from '../core/support/files.ts';
import { type Applied, applied } from './support/apply-story.ts';

const sets: Files = { permissionSets: { Admin: {} } };
const bare = { Admin: {} };
const withBlue: Files = { ...sets, assignments: [rule('Blue', 'Admin', 'dev')] };
const granting = { live: { sets: bare }, base: sets, head: withBlue };
const revoking = { live: { sets: bare, grants: ['Blue Admin dev'] }, base: withBlue, head: sets };
const editing = {
  live: revoking.live,
  base: withBlue,
  head: { ...withBlue, permissionSets: { Admin: { sessionDuration: '2h' } } },
};
const attributes = { CostCenter: '${path:enterprise.costCenter}' };

function only({ report }: Applied, kind?: string) {
  const found = report.outcomes.filter(
    ({ operation }) => kind === undefined || operation.kind === kind,
  );
  expect(found).toHaveLength(1);
  return found[0]?.outcome;
}

/** Fails each of those calls once the first write was sent. */
function unreadable(calls: readonly string[], kind: PortErrorKind = 'access-denied') {
  let isWriting = false;
  return {
    before: (call: string) => {
      if (isWriting && calls.includes(call)) throw new PortError(kind, `sso:${call}`, 'denied');
    },
    after: () => {
      isWriting = true;
    },
  };
}

describe('what AWS took, and nobody could see, is told as open', () => {
  it.each([
    ['a grant', granting, 'grant', ['listAssignments']],
    ['a revocation', revoking, 'revoke', ['listAssignments']],
    ['an edit', editing, 'update-permission-set', ['describePermissionSet']],
    ['a provisioning', editing, 'provision-permission-set', ['listProvisionedAccounts']],
    [
      'attributes',
      { live: { sets: bare }, base: sets, head: { ...sets, accessControlAttributes: attributes } },
      'update-access-control-attributes',
      ['readAccessControlAttributes'],
    ],
  ] as const)('%s', async (_what, story, kind, calls) => {
    const writes = { 'provision-permission-set': ['provision'] }[kind as string];
    const trouble = unreadable(calls);
    const outcome = only(
      await applied(story, {
        ...trouble,
        after: (call) => {
          if (writes === undefined || writes.includes(call)) trouble.after();
        },
      }),
      kind,
    );
    expect(outcome).toMatchObject({
      result: 'failed',
      isOpen: true,
      reason: expect.stringMatching(/accepted, and could not be read back: denied/) as string,
    });
  });

  it('an assignment that AWS has not finished', async () => {
    const unfinished = { status: 'unfinished', requestId: 'r-1' } as const;
    expect(only(await applied(granting, { ends: () => unfinished }))).toMatchObject({
      result: 'failed',
      isOpen: true,
    });
  });

  it('a provisioning of all that AWS has not finished, and no other is begun beside it', async () => {
    const names = ['dev', 'test', 'prod', 'sandbox'];
    const files = { ...sets, assignments: [rule('Blue', 'Admin', names)] };
    const story = {
      live: {
        sets: bare,
        grants: names.map((name) => `Blue Admin ${name}`),
        stale: names.map((name) => `Admin ${name}`),
      },
      base: files,
      head: files,
    };
    const unfinished = { status: 'unfinished', requestId: 'r-1' } as const;
    const ran = await applied(story, { ends: () => unfinished });
    expect(only(ran)).toMatchObject({ result: 'failed', isOpen: true });
    expect(ran.aws.writes).toEqual(['provision Admin all-provisioned']);
  });

  it('a write whose answer was lost, where it cannot be read what it did', async () => {
    const story = await applied(granting, {
      before: (call) => {
        if (call === 'createAssignment') throw new PortError('answer-lost', 'sso:x', 'lost');
        if (call === 'listAssignments') throw new PortError('unavailable', 'sso:y', 'no answer');
      },
    });
    expect(only(story)).toMatchObject({ result: 'failed', reason: 'lost', isOpen: true });
  });
});

describe('what did not happen is not open', () => {
  it.each(['access-denied', 'quota', 'throttled'] as const)('refused as %s', async (kind) => {
    const outcome = only(
      await applied(granting, {
        before: (call) => {
          if (call === 'createAssignment') throw new PortError(kind, 'sso:x', 'no');
        },
      }),
    );
    expect(outcome).toEqual({ result: 'failed', reason: 'no', help: null });
  });
});

it.each([
  ['at once', null],
  ['when it has ended', "Received a 404 status error: EntitlementItem doesn't exist for x"],
])('that an assignment does not exist is not believed while it is shown: %s', async (_, reason) => {
  const story = await applied(revoking, {
    before: (call) => {
      if (reason !== null || call !== 'deleteAssignment') return;
      throw new PortError('not-found', 'sso:x', 'not found');
    },
    ends: () => (reason === null ? null : { status: 'failed', reason }),
  });
  expect(only(story)).toMatchObject({
    result: 'failed',
    reason: 'AWS says that the assignment does not exist, and still shows it',
  });
});
