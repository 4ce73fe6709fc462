import type { Mapping, Rule } from '../../core/mapping/mapping.ts';
import type { Group } from '../../core/model/principal.ts';
import { groupsByExternalId, isSameName } from '../../core/select/join-groups.ts';

/** More would be no small change any more, and a reading of its own length. */
const MOST_FORESEEN = 100;

/**
 * Ids of groups that the plan will most likely be about: those of rules that one of two versions has and
 * the other has not. Known before any account is. What follows from moved accounts, account sets or ends
 * of grants is not in it, and without another version nothing is foreseen.
 */
export function foreseenGroups(
  head: Mapping,
  base: Mapping | null,
  groups: readonly Group[],
): readonly string[] {
  if (base === null) return [];
  const differing = [...without(head, base), ...without(base, head)];
  const byExternalId = groupsByExternalId(groups);
  const found = differing
    .flatMap(({ principals }) => principals)
    .flatMap(({ value: { type, by, value } }): readonly Group[] => {
      if (type === 'USER') return [];
      if (by === 'entra') return byExternalId.get(value.toLowerCase()) ?? [];
      return groups.filter(({ id, displayName }) =>
        by === 'id' ? id === value : isSameName(displayName, value),
      );
    });
  return [...new Set(found.map(({ id }) => id))].slice(0, MOST_FORESEEN);
}

function without(one: Mapping, other: Mapping): readonly Rule[] {
  const known = new Set(other.rules.map(textOf));
  return one.rules.filter((rule) => !known.has(textOf(rule)));
}

function textOf({ principals, permissionSets, accounts, except, expires }: Rule): string {
  return JSON.stringify([
    principals.map(({ value }) => [value.type, value.by, value.value]),
    permissionSets.map(({ value }) => value),
    [accounts, except].map((selectors) => selectors.map(({ value }) => value.text)),
    expires?.value ?? null,
  ]);
}
