import { UnknownFact } from '../mapping/expression-variables.ts';
import type { GuardrailRule } from '../mapping/mapping.ts';
import type { AccountIndex } from '../select/account-index.ts';
import { createSelectorResolver } from '../select/resolve-selectors.ts';
import { type AskedRule, askedRule } from './asked-rule.ts';

/**
 * The rule as it can be asked of these accounts. Where one that a built-in rule names is not there, nobody
 * can say which is meant: then it has no answer wherever it would speak if it meant that account.
 */
export function askedNow(rule: GuardrailRule, index: AccountIndex): AskedRule {
  const asked = askedRule(rule);
  const missing = rule.where === null ? null : missingIn(rule.where.accounts, index);
  if (rule.where === null || missing === null) return asked;
  const everywhere = askedRule({ ...rule, when: rule.where.everywhere });
  const unknown = new UnknownFact(`no account is "${missing}", for which the rule is`);
  return {
    ...asked,
    ask: (subject) => {
      const answer = asked.ask(subject);
      if (answer !== false) return answer;
      const wider = everywhere.ask(subject);
      return wider === true ? unknown : wider;
    },
  };
}

/** Account sets are asked for in the expression, which knows of each whether it can be computed. */
function missingIn(
  accounts: NonNullable<GuardrailRule['where']>['accounts'],
  index: AccountIndex,
): string | null {
  const resolver = createSelectorResolver([], index);
  const found = accounts.find(
    (one) =>
      (one.value.kind === 'id' || one.value.kind === 'name') &&
      !resolver.resolve([one], false).certain,
  );
  return found === undefined ? null : found.value.text;
}
