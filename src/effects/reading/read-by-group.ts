import { compareText, sortedUnique } from '../../core/model/order.ts';
import { pairKey } from '../../core/model/reading.ts';
import type { GroupQuestion } from '../../core/reading/group-question.ts';
import type { Instance } from '../../core/model/snapshot.ts';
import { readHoldings } from './holdings.ts';
import type { LiveRead } from './live-read.ts';
import { type EverySet, readPairs } from './read-complete.ts';
import type { ReadTools } from './snapshot-question.ts';

export interface GroupTask extends GroupQuestion {
  readonly instance: Instance;
}

/**
 * What groups hold, then each pair that no holder explains or where holders have not what the files ask. A
 * user's or a dead principal's assignment beside a living group's stays unseen elsewhere.
 * `refused` says why AWS does not list what some principal holds.
 */
export async function readByGroup(
  tools: ReadTools,
  sets: EverySet,
  question: GroupTask,
): Promise<LiveRead | { readonly refused: string }> {
  const { instance, holders, whole, differing, pairsOf } = question;
  const holdings = await readHoldings(tools, instance.arn, holders);
  if (holdings.refused !== null) return { refused: holdings.refused };
  // What that group has beside others, no pair that is left to ask would show.
  if (holdings.failed !== null) return { refused: holdings.failed };
  const { reader } = tools;
  const { permissionSets, pairs } = sets;
  const names = new Map<string, string>(permissionSets.map(({ arn, name }) => [arn, name]));
  const held = holdings.assignments.flatMap((row) => {
    const permissionSet = names.get(row.permissionSetArn);
    const principal = { type: row.principalType, id: row.principalId };
    return permissionSet === undefined
      ? []
      : [{ accountId: row.accountId, permissionSet, principal }];
  });
  const explained = new Set(
    holdings.assignments.map((row) => `${row.accountId} ${row.permissionSetArn}`),
  );
  const asked = new Set([...[...holdings.unknown].flatMap(pairsOf), ...differing(held)]);
  const probed = pairs.filter(({ arn, accountId }) => {
    const name = names.get(arn);
    return (
      !explained.has(`${accountId} ${arn}`) ||
      (name !== undefined && (whole.has(name) || asked.has(pairKey(accountId, name))))
    );
  });
  await readPairs(tools, probed);
  const isProbed = new Set(probed.map(({ arn, accountId }) => `${accountId} ${arn}`));
  const rows = holdings.assignments.filter(
    (row) => !isProbed.has(`${row.accountId} ${row.permissionSetArn}`),
  );
  const known = holders.filter(({ id }) => !holdings.unknown.has(id)).map(({ id }) => id);
  return {
    permissionSets,
    names: reader.names,
    provisioned: reader.provisioned,
    assignments: [...reader.assignments, ...rows],
    unread: reader.unread,
    coverage: {
      permissionSets: null,
      whole: [...whole].toSorted(compareText),
      // A pair without a role has no assignment, asked or not.
      pairs: sortedUnique([
        ...asked,
        ...probed.flatMap(({ arn, accountId }) => {
          const name = names.get(arn);
          return name === undefined ? [] : [pairKey(accountId, name)];
        }),
      ]),
      principals: sortedUnique(known),
      grants: [],
    },
  };
}
