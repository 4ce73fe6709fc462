import type { DirectoryGroup, GroupJoin } from '../model/directory.ts';
import type { Group } from '../model/principal.ts';
import { joinGroups } from '../select/join-groups.ts';
import type { EntraFacts } from './entra-facts.ts';
import { both, type Known, known } from './known.ts';
import { isProvisioned } from './provisioned-id.ts';

export interface TiedGroups {
  readonly pairs: readonly { readonly entraId: string; readonly group: Group }[];
  /** Assigned in Entra, and not in AWS. */
  readonly missing: readonly DirectoryGroup[];
  /** Those of the missing whose name another group of AWS has. */
  readonly taken: readonly DirectoryGroup[];
  /** Assigned in Entra, and several groups of AWS may be it. */
  readonly doubtful: readonly DirectoryGroup[];
  /** In AWS through provisioning, and not assigned any more. */
  readonly leftOver: readonly Group[];
}

/** Ties assigned groups to AWS's, as a plan joins them. */
export function tieGroups(
  { assigned, groups, provisioning }: EntraFacts,
  live: Known<readonly Group[]>,
): Known<TiedGroups> {
  const given = both(both(assigned, groups), live);
  if (!given.known) return given;
  const [[all, read], inAws] = given.value;
  // The assignment keeps the name that the group had then.
  const names = new Map(read.map(({ id, displayName }) => [id, displayName]));
  const wanted = all
    .filter(({ type }) => type === 'group')
    .map(({ id, name }) => ({ id, displayName: names.get(id) ?? name, securityEnabled: true }));
  const { schema } = provisioning;
  if (schema.known) return known(tie(wanted, inAws, schema.value.groupJoin));
  // Without the schema only that is known which comes to the same by either rule.
  const byId = tie(wanted, inAws, 'external-id');
  return isSame(byId, tie(wanted, inAws, 'display-name')) ? known(byId) : schema;
}

function tie(
  wanted: readonly DirectoryGroup[],
  live: readonly Group[],
  join: GroupJoin,
): TiedGroups {
  const joins = joinGroups(live, { groups: wanted, join });
  const isSure = (entraId: string, { id }: Group): boolean => joins.entraIdOf(id) === entraId;
  const told = wanted.map((group) => ({ group, carriers: joins.carriersOf(group) }));
  const pairs = told.flatMap(({ group: { id }, carriers: [only, ...others] }) =>
    only !== undefined && others.length === 0 && isSure(id, only)
      ? [{ entraId: id, group: only }]
      : [],
  );
  const paired = new Set(pairs.map(({ entraId }) => entraId));
  const missing = told.flatMap(({ group, carriers }) => (carriers.length === 0 ? [group] : []));
  const used = new Set(told.flatMap(({ carriers }) => carriers.map(({ id }) => id)));
  return {
    pairs,
    missing,
    taken: missing.filter((group) => joins.namesakesOf(group).length > 0),
    doubtful: wanted.filter((group) => !paired.has(group.id) && !missing.includes(group)),
    leftOver: live.filter((group) => isProvisioned(group) && !used.has(group.id)),
  };
}

function isSame(one: TiedGroups, other: TiedGroups): boolean {
  const text = ({ pairs, doubtful }: TiedGroups): string => JSON.stringify([pairs, doubtful]);
  return text(one) === text(other);
}
