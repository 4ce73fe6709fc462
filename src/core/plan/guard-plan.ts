import type { ActualState } from '../actual/actual-state.ts';
import type { IgnoreFilter } from '../actual/ignored.ts';
import type { DesiredState } from '../desired/desired-state.ts';
import { judge } from '../guardrails/judge.ts';
import type { Judgement, Refusal } from '../guardrails/judgement.ts';
import {
  introducedApplicationEnds,
  introducedEnds,
  limitCrossings,
  limitFinding,
  type Limits,
  limitsOf,
} from '../guardrails/limits.ts';
import { lastingIn } from '../model/lasting.ts';
import { whyAdministrator } from './administrator.ts';
import type { PlanInputs } from './build-plan.ts';
import { applicationEndDigest, endDigest } from './digest.ts';
import { emptyingRefusals, guardEmptying } from './guard-emptying.ts';
import type { Operation } from './operation.ts';
import { isLetGo } from './what-versions-know.ts';

/** What limits are measured by, in the plan and again for each pull request when it is applied. */
export interface PlanLimits {
  /** Base's first. */
  readonly limits: readonly Limits[];
  /** Assignments that base desires. */
  readonly desired: number;
  /** Ends that head introduces or sets earlier. */
  readonly ends: number;
  /** One for each of these ends: whoever approves a plan by its digest approves them, too. */
  readonly endDigests: readonly string[];
  readonly settings: PlanInputs['versions']['head']['mapping']['settings'];
}

export interface PlanGuard {
  /** Of drafts, what must not be done. */
  readonly refusals: (drafts: readonly Operation[]) => ReadonlyMap<string, Refusal>;
  /** Of the operations as they have been decided. */
  readonly judge: (operations: readonly Operation[], digest: string) => Judgement;
  readonly limits: PlanLimits;
}

/** All guards of base and of head over one plan. */
export function guardPlan(
  inputs: PlanInputs,
  desired: DesiredState,
  actual: ActualState,
  ignore: IgnoreFilter,
): PlanGuard {
  const { snapshot, versions, baseMapping, guarded } = inputs;
  const { head, base } = versions;
  const emptied =
    base === null ? [] : guardEmptying(head, base, (grant) => isLetGo(grant, head.mapping, ignore));
  const about = {
    head: { mapping: head.mapping, desired },
    baseDesired: base?.desired ?? null,
    baseMapping: baseMapping ?? base?.mapping ?? null,
  };
  const { arn } = snapshot.instance;
  const endDigests = [
    ...introducedEnds(about.head, about.baseDesired).map((grant) => endDigest(arn, grant)),
    ...introducedApplicationEnds(about.head, about.baseDesired).map((wanted) =>
      applicationEndDigest(arn, wanted),
    ),
  ];
  const ends = endDigests.length;
  const limits: PlanLimits = {
    limits: limitsOf(about),
    desired: about.baseDesired === null ? 0 : lastingIn(about.baseDesired).length,
    ends,
    endDigests,
    settings: head.mapping.settings,
  };
  const judged = (operations: readonly Operation[]) =>
    judge({
      ...about,
      operations,
      actual,
      snapshot,
      memberCounts: inputs.memberCounts ?? null,
      whyAdministrator,
    });
  let found: ReturnType<typeof judge> = { findings: [], refusals: new Map() };
  let emptying: ReadonlyMap<string, Refusal> = new Map();
  return {
    limits,
    refusals: (drafts) => {
      found = judged(drafts);
      emptying = emptyingRefusals(drafts, emptied);
      return new Map([...(guarded ? emptying : []), ...found.refusals]);
    },
    judge: (operations, digest) => {
      const crossings = limitCrossings(operations, ends, limits.limits);
      return {
        findings: [
          ...emptied.map(({ finding }) => finding),
          ...crossings.map((crossing) => limitFinding(crossing, digest, limits)),
          ...found.findings,
        ],
        refusals: new Map([...emptying, ...found.refusals]),
        crossings,
      };
    },
  };
}
