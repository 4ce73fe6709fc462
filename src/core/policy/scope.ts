import { hasVariable, isEverything, patternsContain, resourceDimension } from './pattern.ts';
import type { ConditionTest, Patterns, PolicyStatement } from './policy-document.ts';

/** Where a statement holds: on which resources, and under which conditions. */
export type Scope = Pick<PolicyStatement, 'resources' | 'conditions' | 'readsVariables'>;

function isOnEverything({ resources }: Scope): boolean {
  return resources.kind === 'only' && resources.patterns.some(isEverything);
}

/** On every resource and always. */
export function isUnlimited(scope: Scope): boolean {
  return scope.conditions.length === 0 && isOnEverything(scope);
}

/** One scope for each resource, which are then compared one by one. */
export function splitScope<S extends Scope>(scope: S): S[] {
  const { resources } = scope;
  if (resources.kind === 'except') return [scope];
  return resources.patterns.map((pattern) => ({
    ...scope,
    resources: { kind: 'only', patterns: [pattern] } satisfies Patterns,
  }));
}

/** Whether `outer` holds wherever `inner` does; false where that cannot be proved. */
export function scopeContains(outer: Scope, inner: Scope): boolean {
  if (outer.readsVariables !== inner.readsVariables && [outer, inner].some(namesVariables)) {
    return false;
  }
  return (
    patternsContain(outer.resources, inner.resources, resourceDimension) &&
    outer.conditions.every((test) => inner.conditions.some((other) => isStricter(other, test)))
  );
}

function namesVariables({ resources, conditions }: Scope): boolean {
  return (
    resources.patterns.some(hasVariable) ||
    conditions.some(({ values }) => values.some(hasVariable))
  );
}

const oneOf = new Set([
  'stringequals',
  'stringequalsignorecase',
  'stringlike',
  'arnequals',
  'arnlike',
  'ipaddress',
  'numericequals',
  'dateequals',
  'binaryequals',
]);
const noneOf = new Set([
  'stringnotequals',
  'stringnotequalsignorecase',
  'stringnotlike',
  'arnnotequals',
  'arnnotlike',
  'notipaddress',
  'numericnotequals',
  'datenotequals',
]);

/** Whether `test` holds wherever `stricter` does: the same one, fewer values, or more that are excluded. */
function isStricter(stricter: ConditionTest, test: ConditionTest): boolean {
  if (stricter.operator.toLowerCase() !== test.operator.toLowerCase()) return false;
  if (stricter.key.toLowerCase() !== test.key.toLowerCase()) return false;
  const fewer = stricter.values.every((value) => test.values.includes(value));
  const more = test.values.every((value) => stricter.values.includes(value));
  if (fewer && more) return true;
  const operator = test.operator
    .toLowerCase()
    .replace(/^for(?:all|any)values?:/, '')
    .replace(/ifexists$/, '');
  if (oneOf.has(operator)) return fewer;
  return noneOf.has(operator) && more;
}
