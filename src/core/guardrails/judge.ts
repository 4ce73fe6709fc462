import type { Finding } from '../diagnostics/finding.ts';
import type { DesiredGrant } from '../desired/desired-state.ts';
import { asAsked } from '../desired/as-asked.ts';
import type { Operation } from '../plan/operation.ts';
import type { LocatedFinding } from '../select/located-finding.ts';
import { type GuardInputs, judgesOf } from './guard-inputs.ts';
import { judgeRules } from './judge-rules.ts';
import type { Refusal } from './judgement.ts';
import { introducedEnds } from './limits.ts';
import { loosenedFindings } from './loosened.ts';
import { type Protection, protectionOf } from './protected.ts';
import { ruleFindings } from './rule-findings.ts';

export interface Judged {
  readonly findings: readonly Finding[];
  /** By operation id. */
  readonly refusals: ReadonlyMap<string, Refusal>;
}

/** What `protect` and `rules` of base and of head say of operations that are yet to be decided. */
export function judge(inputs: GuardInputs): Judged {
  const refusals = new Map<string, Refusal>();
  const verdicts = judgeRules(inputs);
  for (const { asked, broken, unknown } of verdicts) {
    const { name, severity } = asked.rule;
    if (severity === 'error') {
      for (const id of broken.keys()) {
        refusals.set(id, { kind: 'rule', why: `refused by the guardrail "${name}"` });
      }
    }
    for (const [id, { why }] of unknown) {
      refusals.set(id, {
        kind: 'rule',
        why: `refused: the guardrail "${name}" cannot be evaluated (${why})`,
      });
    }
  }
  const protection = judgeProtection(inputs);
  for (const [id, why] of protection.reasons) refusals.set(id, { kind: 'protect', why });
  return { findings: [...protection.findings, ...verdicts.flatMap(ruleFindings)], refusals };
}

function judgeProtection(inputs: GuardInputs): {
  readonly findings: readonly Finding[];
  readonly reasons: ReadonlyMap<string, string>;
} {
  const { operations, head, snapshot, actual } = inputs;
  const gone = new Set(
    [...actual.permissionSets.values()].flatMap(({ grants }) =>
      [...grants.values()].filter((grant) => grant.gone).map(({ principal }) => principal.id),
    ),
  );
  const isGone = ({ principal }: Operation): boolean => gone.has(principal?.id ?? '');
  const protections = judgesOf(inputs).map(({ by, mapping }) => ({
    by,
    ...protectionOf(mapping, asAsked(mapping, head.mapping, snapshot), isGone),
  }));
  const reasons = new Map<string, string>();
  const own: Operation[] = [];
  const others: Operation[] = [];
  for (const operation of operations) {
    const [why] = protections.flatMap((each) => each.why(operation) ?? []);
    if (why === undefined) continue;
    reasons.set(operation.id, `refused: ${why}`);
    (operation.cause === 'change' ? own : others).push(operation);
  }
  // Nobody is asked again when an end comes, and base's protection may be gone by then.
  const ends = introducedEnds(inputs.head, inputs.baseDesired).filter((grant) =>
    protections.some((each) => each.whyEnd(grant) !== null),
  );
  return {
    reasons,
    findings: [
      ...(ends.length === 0 ? [] : [endingFinding(ends)]),
      ...(own.length === 0 ? [] : [protectedFinding(own, true)]),
      ...(others.length === 0 ? [] : [protectedFinding(others, false)]),
      ...misses(protections),
      ...loosenedFindings(head.mapping, inputs.baseMapping, letGo(inputs, protections)),
    ],
  };
}

type ProtectionBy = Protection & { readonly by: 'base' | 'head' };

/** What base asks for and protects, and head protects no longer. */
function letGo(
  { baseDesired }: GuardInputs,
  protections: readonly ProtectionBy[],
): readonly DesiredGrant[] {
  const [base, head] = (['base', 'head'] as const).map((by) =>
    protections.find((each) => each.by === by),
  );
  if (base === undefined || head === undefined) return [];
  return [...(baseDesired?.grants.values() ?? [])].filter(
    (grant) => !grant.expired && base.whyEnd(grant) !== null && head.whyEnd(grant) === null,
  );
}

/** Entries of head that mean nothing; base's are head's fault only where they are new. */
function misses(protections: readonly ProtectionBy[]): readonly Finding[] {
  const found = (by: 'base' | 'head'): readonly LocatedFinding[] =>
    protections.find((each) => each.by === by)?.findings ?? [];
  const old = new Set(found('base').map(({ subject }) => subject));
  return found('head').map(({ finding, subject }) => ({
    ...finding,
    causedByHead: finding.causedByHead && !old.has(subject),
  }));
}

function endingFinding(grants: readonly DesiredGrant[]): Finding {
  const sets = [...new Set(grants.map(({ permissionSet }) => `"${permissionSet}"`))];
  const [first] = grants;
  return {
    code: 'protected-access',
    severity: 'error',
    headline: `${grants.length} ${grants.length === 1 ? 'end' : 'ends'} of protected access ${grants.length === 1 ? 'is' : 'are'} refused: ${sets.join(', ')}`,
    why: 'settings.guardrails.protect names it, in the base commit or in this change; nothing overrides that',
    help: 'leave expires as it was; to give it up, take it out of protect in a pull request of its own, merged first',
    origin: first?.origins[0] ?? null,
    causedByHead: true,
    operations: [],
  };
}

function protectedFinding(operations: readonly Operation[], causedByHead: boolean): Finding {
  const sets = [...new Set(operations.flatMap(({ permissionSet }) => permissionSet ?? []))];
  const count = `${operations.length} ${operations.length === 1 ? 'revocation' : 'revocations'}`;
  return {
    code: 'protected-access',
    severity: causedByHead ? 'error' : 'warning',
    headline: `${count} of protected access ${operations.length === 1 ? 'is' : 'are'} refused${sets.length === 0 ? '' : `: ${sets.map((name) => `"${name}"`).join(', ')}`}`,
    why: 'settings.guardrails.protect names it, in the base commit or in this change; nothing overrides that',
    help: causedByHead
      ? 'leave it declared; to give it up, take it out of protect in a pull request of its own, merged first'
      : 'nothing is done about it',
    origin: null,
    causedByHead,
    operations: operations.map(({ id }) => id),
  };
}
