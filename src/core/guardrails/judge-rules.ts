import { indexAccounts } from '../select/account-index.ts';
import { accountSetsOf } from './account-sets-of.ts';
import { arrangePlan } from './arrange-plan.ts';
import { askedNow } from './asked-now.ts';
import type { AskedRule } from './asked-rule.ts';
import { Court } from './court.ts';
import { createFacts } from './create-facts.ts';
import { type GuardInputs, judgesOf } from './guard-inputs.ts';
import type { RuleVerdict } from './rule-verdict.ts';

/**
 * Asks every rule about everything that gives. A grant without an operation stands already: what broke a
 * rule before this change is told, what breaks it only now is refused, with the edit that does it.
 */
export function judgeRules(inputs: GuardInputs): readonly RuleVerdict[] {
  const rules = judgesOf(inputs).flatMap(({ mapping }) => mapping.settings.guardrails.rules);
  if (rules.length === 0) return [];
  const index = indexAccounts(inputs.snapshot);
  const judges = judgesOf(inputs).map((judge) => ({
    ...judge,
    sets: accountSetsOf(judge.mapping, index),
    asked: judge.mapping.settings.guardrails.rules.map((rule) => askedNow(rule, index)),
  }));
  const facts = createFacts(inputs);
  const base = judges.find(({ by }) => by === 'base');
  const plan = arrangePlan(inputs);
  return judges.flatMap(({ by, sets, asked }) => {
    const other = judges.find((each) => each.by !== by);
    const isSame = (one: AskedRule): boolean =>
      other !== undefined &&
      other.sets.fingerprint === sets.fingerprint &&
      other.asked.some((each) => alike(each, one));
    return asked
      .filter((one) => by === 'head' || !isSame(one))
      .map((one) => {
        const before = base?.asked.some((each) => each.fingerprint === one.fingerprint)
          ? base.sets
          : sets;
        const court = new Court(inputs, plan, one, sets, before, facts);
        return { by: other === undefined || isSame(one) ? null : by, ...court.judge() };
      });
  });
}

function alike(one: AskedRule, other: AskedRule): boolean {
  return one.fingerprint === other.fingerprint && one.rule.severity === other.rule.severity;
}
