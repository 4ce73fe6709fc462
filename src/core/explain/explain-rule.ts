import { didYouMean } from '../diagnostics/nearest.ts';
import { isPast } from '../desired/merge-declared.ts';
import type { Mapping, PrincipalReference } from '../mapping/mapping.ts';
import { sortedBy } from '../model/order.ts';
import type { Snapshot } from '../model/snapshot.ts';
import { resolvePrincipal } from '../select/resolve-principal.ts';
import { EXPLANATION_SCHEMA, type RuleExplanation } from './explanation.ts';
import { explainSelectors, type World, worldOf } from './explain-selectors.ts';
import { placeOf } from './place.ts';
import type { FoundRule } from './rule-at.ts';

export interface RuleFacts {
  readonly mapping: Mapping;
  readonly found: FoundRule;
  /** The line that was asked about. */
  readonly line: number;
  /** Null where AWS was not asked. */
  readonly snapshot: Snapshot | null;
  /** ISO 8601 in UTC. */
  readonly now: string;
  readonly notes: readonly string[];
}

/** What a rule asks for: from the files alone, and with the organization the accounts it reaches. */
export function explainRule(facts: RuleFacts): RuleExplanation {
  const { found, line, mapping, notes, now, snapshot } = facts;
  const { isIts, lastLine, rule } = found;
  const world = snapshot === null ? null : worldOf(snapshot);
  const sets = new Map(mapping.accountSets.map((set) => [set.name, set]));
  const except = explainSelectors(rule.except, sets, world, new Map());
  const takenOut = new Map<string, string>();
  for (const { accounts, text } of except) {
    for (const { id } of accounts ?? []) if (!takenOut.has(id)) takenOut.set(id, text);
  }
  const accounts = explainSelectors(rule.accounts, sets, world, takenOut);
  const reached = new Map(
    accounts
      .flatMap((selector) => selector.accounts ?? [])
      .filter(({ takenOutBy }) => takenOutBy === null)
      .map(({ id, name }) => [id, { id, name }]),
  );
  const principals = rule.principals.map(({ value }) => ({
    text: value.text,
    type: value.type,
    is: world === null ? null : whoIs(value, world),
  }));
  const known = rule.principals.filter(
    ({ value }) => world !== null && 'principal' in resolvePrincipal(value, world.principals),
  );
  return {
    schema: EXPLANATION_SCHEMA,
    kind: 'rule',
    place: placeOf(rule.at),
    lastLine,
    instead: isIts ? null : `line ${line} is in no rule; this is the nearest`,
    permissionSets: rule.permissionSets.map(({ value }) => {
      const declared = mapping.permissionSets.find(({ name }) => name === value);
      return { name: value, declaredAt: declared === undefined ? null : placeOf(declared.at) };
    }),
    principals,
    accounts,
    except,
    expires: rule.expires?.value ?? null,
    expired: isPast(rule.expires?.value ?? null, now),
    reason: rule.reason,
    reaches: world === null ? null : sortedBy(reached.values(), ({ name, id }) => `${name} ${id}`),
    grants: world === null ? null : reached.size * known.length * rule.permissionSets.length,
    notes,
  };
}

function whoIs(reference: PrincipalReference, { principals, snapshot }: World): string {
  const resolution = resolvePrincipal(reference, principals);
  if ('principal' in resolution) return `${resolution.principal.name} (${resolution.principal.id})`;
  if (resolution.problem === 'unknown') return unknown(reference, snapshot);
  const ids = 'ids' in resolution ? ` (${resolution.ids.join(', ')})` : '';
  return `cannot be decided: ${resolution.problem.replaceAll('-', ' ')}${ids}`;
}

function unknown({ type, value }: PrincipalReference, { groups }: Snapshot): string {
  const where = 'not in the identity store';
  if (type === 'USER') return where;
  const names = groups.map(({ displayName }) => displayName);
  return `${where}; ${didYouMean(value, names, 'synced later, or written otherwise there')}`;
}
