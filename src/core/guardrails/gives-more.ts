import {
  type Fact,
  type PermissionSetFacts,
  UnknownFact,
} from '../mapping/expression-variables.ts';
import { sortedBy } from '../model/order.ts';

type Field = Exclude<keyof PermissionSetFacts, 'inlineAllows'>;

/**
 * Whether an edit makes a set worse by what a rule asks about it: a set that breaks the rule already is no
 * leave to break it more. `fields` is null where the rule may ask for anything; what is not known is worse.
 */
export function givesMore(
  fields: ReadonlySet<string> | null,
  before: Fact<PermissionSetFacts>,
  after: Fact<PermissionSetFacts>,
): boolean {
  if (before instanceof UnknownFact || after instanceof UnknownFact) return true;
  return all.some((field) => (fields?.has(field) ?? true) && isMore(before[field], after[field]));
}

const all: readonly Field[] = [
  'name',
  'description',
  'isAdministrator',
  'sessionDuration',
  'managedPolicies',
  'customerManagedPolicies',
  'hasPermissionsBoundary',
  'hasInlinePolicy',
  'inlineActions',
  'tags',
];

type Value = PermissionSetFacts[Field];

/** A shorter session and fewer policies or actions are less; of anything else nobody can say which way it goes. */
function isMore(before: Value, after: Value): boolean {
  if (typeof before === 'bigint' && typeof after === 'bigint') return after > before;
  if (Array.isArray(before) && Array.isArray(after)) {
    const had = new Set<unknown>(before);
    return after.some((item) => !had.has(item));
  }
  if (before instanceof Map && after instanceof Map) {
    return textOf(before) !== textOf(after);
  }
  return before !== after;
}

function textOf(map: ReadonlyMap<string, string>): string {
  return JSON.stringify(sortedBy(map, ([key]) => key));
}
