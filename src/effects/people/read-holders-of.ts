import type { PairToAsk } from '../../core/access/people-question.ts';
import type { LiveAssignment } from '../../core/model/assignment.ts';
import type { InstanceArn } from '../../core/model/ids.ts';
import { compareText, sortedUnique } from '../../core/model/order.ts';
import { pairKey } from '../../core/model/reading.ts';
import type { IdentityCenterReader } from '../../ports/identity-center-read.ts';
import { forEachAtMost } from '../for-each-at-most.ts';
import { advice } from '../advice.ts';
import { concernsAll } from './why-unread.ts';

const atOnce = 10;

export interface PairHolders {
  readonly assignments: readonly LiveAssignment[];
  /** By `pairKey`: ids of the principals that hold it; without those that could not be read. */
  readonly holders: ReadonlyMap<string, readonly string[]>;
}

/** ListAccountAssignments of each pair. One account may refuse alone, so that the others are asked all the same. */
export async function readHoldersOf(
  identityCenter: IdentityCenterReader,
  instance: InstanceArn,
  pairs: readonly PairToAsk[],
): Promise<PairHolders> {
  const found = new Map<string, readonly LiveAssignment[]>();
  let refused = false;
  await forEachAtMost(atOnce, pairs, async ({ accountId, permissionSet, arn }) => {
    if (refused) return;
    const { value, error } = await advice(identityCenter.listAssignments(instance, arn, accountId));
    if (error === null) found.set(pairKey(accountId, permissionSet), value);
    else refused ||= concernsAll(error) && error.kind !== 'access-denied';
  });
  const sorted = [...found].toSorted(([a], [b]) => compareText(a, b));
  return {
    assignments: sorted.flatMap(([, assignments]) => assignments),
    holders: new Map(
      sorted.map(([key, assignments]) => [
        key,
        sortedUnique(assignments.map(({ principalId }) => principalId)),
      ]),
    ),
  };
}
