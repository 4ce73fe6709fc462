import { describe, expect, it } from 'vitest';
import { rule } from '../core/support/files.ts';
import { accountId, type LiveAccount } from '../core/support/live.ts';
import { applied } from './support/apply-story.ts';

/** A set in so many accounts, in the first `stale` of which its role is of an older version. */
function story(stale: number, all: number, state: LiveAccount['state'] = 'ACTIVE') {
  const names = Array.from({ length: all }, (_, index) => `account-${index}`);
  const last = names.at(-1);
  const assignments = [rule('Blue', 'Admin', names)];
  const files = { permissionSets: { Admin: {} }, assignments };
  return {
    live: {
      accounts: {
        management: { ou: '/' },
        ...Object.fromEntries(names.map((name) => [name, { ou: '/' }])),
        ...(last === undefined ? {} : { [last]: { ou: '/', state } }),
      },
      groups: ['Blue'],
      sets: { Admin: {} },
      grants: names.map((name) => `Blue Admin ${name}`),
      stale: names.slice(0, stale).map((name) => `Admin ${name}`),
    },
    base: files,
    head: files,
  };
}

const one = (index: number): string => `provision Admin ${accountId(`account-${index}`)}`;
const each = (count: number): string[] => Array.from({ length: count }, (_, index) => one(index));
const atOnce = 'provision Admin all-provisioned';

describe('accounts on an older version are brought up to date', () => {
  it.each([
    ['each, where AWS does all in one round', 3, 3, each(3)],
    ['at once, where a second round would be needed', 4, 4, [atOnce]],
    ['at once, where half of all are stale', 5, 10, [atOnce]],
    ['each, where more are not stale', 5, 11, each(5)],
    ['at once in as many accounts as AWS takes', 2000, 3500, [atOnce]],
    ['each in more than that', 2000, 3501, each(2000)],
  ])('%s', async (_what, stale, all, writes) => {
    const { aws, outcomes } = await applied(story(stale, all));
    expect(aws.writes.toSorted()).toEqual(writes.toSorted());
    expect(outcomes).toEqual(['applied drift provision-permission-set Admin']);
  });

  it('each, where one of all is suspended, which would fail', async () => {
    const { aws } = await applied(story(5, 6, 'SUSPENDED'));
    expect(aws.writes.toSorted()).toEqual(each(5).toSorted());
  });

  it('what one request for all leaves behind is done one by one, for a reason each', async () => {
    const reason =
      'Received a 404 status error: Not supported policy arn:aws:iam::1:policy/Deploy.';
    const { aws, report } = await applied(story(5, 5), {
      ends: (_call, [, target]) =>
        target === 'all-provisioned' || target === accountId('account-2')
          ? { status: 'failed', reason }
          : null,
    });
    expect(aws.writes[0]).toBe(atOnce);
    expect(aws.writes.slice(1).toSorted()).toEqual(each(5).toSorted());
    expect(report.outcomes[0]?.outcome).toMatchObject({
      result: 'failed',
      reason: expect.stringMatching(/^1 of 5 accounts .*Not supported policy/) as string,
    });
  });
});
