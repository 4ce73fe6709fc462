import type { AccountId, PermissionSetArn } from '../../core/model/ids.ts';
import type { LivePermissionSet } from '../../core/model/permission-set.ts';
import { everything } from '../../core/model/reading.ts';
import { forEachAtMost } from '../for-each-at-most.ts';
import { createCounter } from '../progress-counter.ts';
import type { LiveRead } from './live-read.ts';
import type { ReadTools } from './snapshot-question.ts';

/** Every permission set in full and where its roles are, without an assignment yet. */
export interface EverySet {
  readonly permissionSets: readonly LivePermissionSet[];
  readonly pairs: readonly { readonly arn: PermissionSetArn; readonly accountId: AccountId }[];
}

/** Far more than a request budget has on the wire. */
export const MOST_AT_ONCE = 512;

export async function readEverySet(
  { reader, journal }: ReadTools,
  arns: readonly PermissionSetArn[],
): Promise<EverySet> {
  const count = createCounter(journal, 'read', 'permission sets', arns.length);
  const read = await Promise.all(
    arns.map(async (arn) => {
      const [header, roles] = await Promise.all([reader.header(arn), reader.roles(arn)]);
      const live = header === null ? null : await reader.content(header);
      count();
      return { live, pairs: (roles?.accounts ?? []).map((accountId) => ({ arn, accountId })) };
    }),
  );
  return {
    permissionSets: read.flatMap(({ live }) => live ?? []),
    pairs: read.flatMap(({ pairs }) => pairs),
  };
}

/** Every pair of an account and a set that has a role: nobody holds anything elsewhere. */
export async function readEveryPair(
  tools: ReadTools,
  { permissionSets, pairs }: EverySet,
): Promise<LiveRead> {
  await readPairs(tools, pairs);
  const { names, provisioned, assignments, unread } = tools.reader;
  return { permissionSets, names, provisioned, assignments, unread, coverage: everything };
}

export async function readPairs(
  { reader, journal }: ReadTools,
  pairs: EverySet['pairs'],
): Promise<void> {
  const count = createCounter(journal, 'read', 'pairs of account and set', pairs.length);
  await forEachAtMost(MOST_AT_ONCE, pairs, async ({ arn, accountId }) => {
    await reader.pair(arn, accountId);
    count();
  });
}
