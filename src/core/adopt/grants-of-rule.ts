import { buildDesired } from '../desired/build-desired.ts';
import type { DesiredGrant, DesiredState } from '../desired/desired-state.ts';
import type { Mapping, Rule } from '../mapping/mapping.ts';
import type { Snapshot } from '../model/snapshot.ts';
import { indexPrincipals, resolvePrincipal } from '../select/resolve-principal.ts';

/** What one rule grants by each of its references, in their order. */
export type GrantsOfRule = (rule: Rule) => readonly (readonly DesiredGrant[])[];

/** From what all rules grant together, as far as their places tell them apart. */
export function createGrantsOfRule(
  mapping: Mapping,
  desired: DesiredState,
  snapshot: Snapshot,
  now: string,
): GrantsOfRule {
  const principals = indexPrincipals(snapshot);
  const rulesAt = Map.groupBy(mapping.rules, ({ at }) => `${at.file}:${at.line}`);
  const granted = new Map<string, DesiredGrant[]>();
  for (const grant of desired.grants.values()) {
    for (const { file, line } of grant.origins) {
      const place = `${file}:${line}`;
      const here = granted.get(place);
      if (here === undefined) granted.set(place, [grant]);
      else here.push(grant);
    }
  }
  return (rule) => {
    const place = `${rule.at.file}:${rule.at.line}`;
    const grants =
      rulesAt.get(place)?.length === 1
        ? (granted.get(place) ?? [])
        : [...buildDesired({ ...mapping, rules: [rule] }, snapshot, now).grants.values()];
    return rule.principals.map(({ value }) => {
      const found = resolvePrincipal(value, principals);
      const id = 'principal' in found ? found.principal.id : null;
      return grants.filter(({ principal }) => principal.type === value.type && principal.id === id);
    });
  };
}
