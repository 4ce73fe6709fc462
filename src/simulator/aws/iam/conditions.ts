import { matchesText } from './match-pattern.ts';
import type { Statement } from './policy-document.ts';

/** Values by key, the key in lower case: keys have no case. A key that the request lacks is not there. */
export type ConditionContext = ReadonlyMap<string, readonly string[]>;

/** Keys that may have several values, which a condition has to say what to do with. */
const multivalued = new Set(['aws:tagkeys']);

type Test = (wanted: string, given: string) => boolean;
const same: Test = (wanted, given) => wanted === given;
const sameLetters: Test = (wanted, given) => wanted.toLowerCase() === given.toLowerCase();
const alike: Test = (wanted, given) => matchesText(wanted, given);

const operators: Readonly<Record<string, { readonly test: Test; readonly negated: boolean }>> = {
  StringEquals: { test: same, negated: false },
  StringNotEquals: { test: same, negated: true },
  StringEqualsIgnoreCase: { test: sameLetters, negated: false },
  StringNotEqualsIgnoreCase: { test: sameLetters, negated: true },
  StringLike: { test: alike, negated: false },
  StringNotLike: { test: alike, negated: true },
};

/** Whether every operator of a statement holds for every one of its keys. */
export function conditionsHold(
  condition: Statement['Condition'],
  context: ConditionContext,
): boolean {
  return Object.entries(condition ?? {}).every(([operator, keys]) =>
    Object.entries(keys).every(([key, wanted]) => holds(operator, key, wanted, context)),
  );
}

function holds(
  operator: string,
  key: string,
  wanted: readonly string[],
  context: ConditionContext,
): boolean {
  const given = context.get(key.toLowerCase());
  if (operator === 'Null') {
    return wanted.some((value) => (value === 'true') === (given === undefined));
  }
  const [, quantifier = '', name = '', ifExists = ''] =
    /^(ForAllValues:|ForAnyValue:)?(\w+?)(IfExists)?$/.exec(operator) ?? [];
  const known = operators[name];
  if (known === undefined) throw new Error(`the simulator does not know the condition ${operator}`);
  const matches = (value: string): boolean =>
    wanted.some((one) => known.test(one, value)) !== known.negated;
  if (quantifier === '' && multivalued.has(key.toLowerCase())) {
    throw new Error(`${key} has several values: ${operator} needs ForAllValues or ForAnyValue`);
  }
  switch (quantifier) {
    case 'ForAllValues:':
      return (given ?? []).every(matches);
    case 'ForAnyValue:':
      return given === undefined ? ifExists !== '' : given.some(matches);
    default:
      // Without the key nothing can be equal, so only what says "not equal" holds.
      return given === undefined ? ifExists !== '' || known.negated : given.every(matches);
  }
}
