import { type Answer, type Expression, readExpression } from '../mapping/expression.ts';
import { type Subject, UnknownFact, variables } from '../mapping/expression-variables.ts';
import type { GuardrailRule } from '../mapping/mapping.ts';
import { remembered } from '../model/remembered.ts';

/** A guardrail rule that can be asked. */
export interface AskedRule {
  readonly rule: GuardrailRule;
  /** Variables that it names; where `kind` is one of them it is asked about what takes away, too. */
  readonly roots: ReadonlySet<string>;
  /** Fields of the permission set that it asks about; null for any. */
  readonly setFields: ReadonlySet<string> | null;
  readonly needsMembers: boolean;
  /** Account sets that it looks for; null for any. */
  readonly accountSets: readonly string[] | null;
  /** True where it speaks against the subject, or why nobody can say. */
  readonly ask: (subject: Subject) => Answer;
  /**
   * The same of an assignment to an application, which is in no account and of no permission set: what
   * hangs on these says nothing, and excepts nothing.
   */
  readonly askWithoutAccount: (subject: Subject) => Answer;
  /** Equal for two rules that ask the same. */
  readonly fingerprint: string;
}

/** Compiled once for each mapping that is read. */
export const askedRule = remembered((rule: GuardrailRule): AskedRule => {
  const when = read(rule.when);
  const unless = rule.unless === null ? null : read(rule.unless);
  const parts = unless === null ? [when] : [when, unless];
  const fields = parts.map(({ uses }) => uses.setFields);
  const sets = parts.map(({ uses }) => uses.accountSets);
  return {
    rule,
    roots: new Set(parts.flatMap(({ uses }) => [...uses.roots])),
    setFields: fields.some((each) => each === null)
      ? null
      : new Set(fields.flatMap((each) => [...(each ?? [])])),
    needsMembers: parts.some(({ uses }) => uses.members),
    accountSets: sets.some((each) => each === null)
      ? null
      : sets.flatMap((each) => (each ?? []).map(({ name }) => name)),
    ask: (subject) => speaks(when.ask(subject), unless, subject),
    askWithoutAccount: (subject) => {
      const spoken = presentOr(when.ask(subject), false);
      if (spoken === false || unless === null) return spoken;
      const excepted = presentOr(unless.ask(subject), false);
      if (excepted === false) return spoken;
      return excepted === true ? false : excepted;
    },
    fingerprint: JSON.stringify([rule.when, rule.unless]),
  };
});

function speaks(when: Answer, unless: Pick<Expression, 'ask'> | null, subject: Subject): Answer {
  if (when === false || unless === null) return when;
  const excepted = unless.ask(subject);
  if (excepted === true) return false;
  return excepted === false ? when : excepted;
}

function presentOr(answer: Answer, otherwise: boolean): Answer {
  return answer instanceof UnknownFact && answer.absent ? otherwise : answer;
}

const allRoots = new Set(variables.map(({ name }) => name.split('.')[0] ?? name));

/** The loader has checked it; were it wrong all the same, nothing could be said, and that refuses. */
function read(text: string): Pick<Expression, 'ask' | 'uses'> {
  const found = readExpression(text);
  if (!('problem' in found)) return found;
  return {
    uses: { roots: allRoots, setFields: null, members: false, accountSets: null, constants: [] },
    ask: () => new UnknownFact(found.problem),
  };
}
