import { buildActual } from '../actual/build-actual.ts';
import { createIgnoreFilter } from '../actual/ignored.ts';
import type { Finding } from '../diagnostics/finding.ts';
import type { Judgement } from '../guardrails/judgement.ts';
import type { Mapping } from '../mapping/mapping.ts';
import { sightOf } from '../model/reading.ts';
import type { Snapshot } from '../model/snapshot.ts';
import { isInScope } from '../select/account-index.ts';
import { applicationFindings } from './application-findings.ts';
import { withoutIgnoredAssignments } from './assignments-but-ignored.ts';
import type { Versions } from './attribute.ts';
import { attribute } from './attribute.ts';
import { blockFindings } from './block-findings.ts';
import { bringAlong } from './bring-along.ts';
import { countPlan } from './count-plan.ts';
import { withoutIgnored } from './declared-but-ignored.ts';
import { diff } from './diff.ts';
import { diffApplications } from './diff-applications.ts';
import { diffAttributes } from './diff-attributes.ts';
import { diffGroups } from './diff-groups.ts';
import { planDigest } from './digest.ts';
import { distrustNewAccounts } from './distrust-new-accounts.ts';
import { expiryFindings } from './expiry-findings.ts';
import { groupFindings, operationsByGroup } from './group-findings.ts';
import { guardPlan, type PlanLimits } from './guard-plan.ts';
import { identityFindings } from './identity-findings.ts';
import { ignoreWidened } from './ignore-widened.ts';
import { operationsOf, renamesOf } from './operations-of.ts';
import type { Plan } from './plan.ts';
import { PLAN_SCHEMA } from './plan.ts';
import type { Renames } from './requires.ts';
import type { SetFields } from './set-fields.ts';
import { setFieldsOf } from './set-fields.ts';
import { settingFindings } from './setting-findings.ts';
import { unappliedFindings } from './unapplied-findings.ts';
import { undeclaredSets } from './undeclared-sets.ts';
import {
  blame,
  declaredUsers,
  isOldNews,
  strangersOf,
  wasIgnoredInBase,
} from './what-versions-know.ts';
import { worldFindings } from './world-findings.ts';

export interface PlanInputs {
  readonly snapshot: Snapshot;
  readonly versions: Versions;
  /** Named in the plan; see `Plan.head` and `Plan.base`. */
  readonly headCommit: string;
  readonly baseCommit: string | null;
  /** True for a plan that people review now: then guards refuse what nobody has approved yet. */
  readonly guarded: boolean;
  /** The files of base as such, also where they are for another instance; null where there are none. */
  readonly baseMapping: Mapping | null;
  /** True where the base commit has the directory and its files are not valid. */
  readonly baseUnreadable: boolean;
  /** True where drift is what the digest is for: a drift run, and apply with `approve-plan`. */
  readonly digestIncludesDrift: boolean;
  /** Direct members by principal id, where a guardrail asks for them; null where they were not read. */
  readonly memberCounts?: ReadonlyMap<string, number> | null;
}

export interface BuiltPlan {
  readonly plan: Plan;
  /** What the reviewed record holds of each declared set, so that half-made ones stay reviewed. */
  readonly setFields: ReadonlyMap<string, SetFields>;
  readonly renames: Renames;
  readonly permissionSetNames: Snapshot['permissionSetNames'];
  /** Names of sets that head declares. */
  readonly declaredNames: ReadonlySet<string>;
  /** Ids of revocations that follow from owning a set alone: no version of the files knew the grant. */
  readonly strangers: ReadonlySet<string>;
  /** Ids of operations that cannot be decided, because what they are about is not known well enough. */
  readonly doubts: ReadonlySet<string>;
  /** What guards say of it; `refusals` of the kind `emptying` block only where people review. */
  readonly judgement: Judgement;
  readonly limits: PlanLimits;
}

/** From what is wanted and what is there to the plan. Pure: same input, same bytes. */
export function buildPlan(inputs: PlanInputs): BuiltPlan {
  const { snapshot, versions } = inputs;
  const { mapping } = versions.head;
  const ignore = createIgnoreFilter(mapping, snapshot);
  const wasIgnored = wasIgnoredInBase(versions.base, snapshot);
  const grants = withoutIgnored(versions.head.desired, ignore, wasIgnored);
  const { desired, findings: others } = withoutIgnoredAssignments(
    grants.desired,
    ignore,
    wasIgnored,
  );
  const actual = buildActual(snapshot, mapping, ignore, declaredUsers(versions));
  const scope = diffScope(inputs);
  const differences = [
    ...diff(desired, actual, scope),
    ...diffApplications(desired, actual, versions),
    ...diffGroups(desired, snapshot),
    ...diffAttributes(mapping, snapshot.accessControlAttributes),
  ].map((difference) => ({ difference, cause: attribute(difference, versions) }));
  const lastApplied = versions.lastApplied?.desired ?? null;
  const attributed = bringAlong(distrustNewAccounts(differences, actual, lastApplied));
  const guard = guardPlan(inputs, desired, actual, ignore);
  const {
    operations,
    blocks,
    findings: renamed,
  } = operationsOf(attributed, actual, desired, inputs, guard.refusals);
  const { endDigests } = guard.limits;
  const digest = digestOf(
    { operations, reading: snapshot.reading, endDigests },
    inputs.digestIncludesDrift,
  );
  const judgement = guard.judge(operations, digest);
  // Before anything is applied, each pull request is held to the limits by itself.
  const isTold = ({ code }: Finding): boolean => inputs.guarded || !approvable.has(code);
  const base = versions.base?.desired ?? null;
  const onGroup = operationsByGroup(operations);
  const findings: Finding[] = [
    ...(inputs.baseUnreadable ? [baseUnreadable] : []),
    ...(inputs.baseMapping === null ? [] : settingFindings(mapping, inputs.baseMapping)),
    ...(versions.base === null ? [] : ignoreWidened(mapping, versions.base, snapshot, actual)),
    ...judgement.findings.filter(isTold),
    ...grants.findings,
    ...others,
    ...blockFindings(operations, blocks),
    ...renamed,
    ...[...desired.findings, ...ignore.findings].map((found) => ({
      ...blame(found, versions.base),
      operations: onGroup(found.group),
    })),
    ...worldFindings(snapshot, actual, desired, (name) => isOldNews(name, versions)),
    ...identityFindings(operations),
    ...applicationFindings(operations, desired, actual, versions.base),
    ...groupFindings(versions, snapshot.directory),
    ...unappliedFindings(operations, versions),
    ...(base === null ? [] : expiryFindings(desired, base)),
  ];
  const owner = mapping.settings.owner.value;
  const undeclared = undeclaredSets(actual, mapping);
  const plan: Plan = {
    schema: PLAN_SCHEMA,
    digest,
    instance: snapshot.instance.arn,
    owner,
    head: inputs.headCommit,
    base: inputs.baseCommit,
    exhaustive: snapshot.exhaustive,
    reading: snapshot.reading,
    operations,
    findings: unique(findings),
    counts: countPlan(operations, actual, desired, undeclared),
    ...(undeclared !== undefined && { undeclaredSets: undeclared }),
    people: null,
  };
  return {
    plan,
    setFields: setFieldsOf(desired, actual, owner, scope.formerTagKeys, scope.sight),
    permissionSetNames: snapshot.permissionSetNames,
    declaredNames: new Set(desired.permissionSets.keys()),
    renames: renamesOf(desired),
    strangers: strangersOf(operations, versions),
    doubts: new Set([...blocks].flatMap(([id, { kind }]) => (kind === 'doubt' ? [id] : []))),
    judgement,
    limits: guard.limits,
  };
}

/** What somebody can approve, so that an apply asks who did. */
const approvable: ReadonlySet<string> = new Set(['emptying', 'revocation-limit', 'grant-limit']);

/** Over what would be applied: planned, held for approval and waiting; never what is blocked. And over new ends. */
export function digestOf(
  {
    operations,
    reading,
    endDigests,
  }: Pick<Plan, 'operations' | 'reading'> & Pick<PlanLimits, 'endDigests'>,
  withDrift: boolean,
): string {
  const isDriftApproved = withDrift && maySeeDrift(reading);
  return planDigest(
    operations.filter(
      ({ cause, status }) => status !== 'blocked' && (isDriftApproved || cause !== 'drift'),
    ),
    endDigests,
  );
}

/**
 * Drift that a narrow reading comes by is one side of what happened: the group that was renamed, or made
 * again, may be where nobody looked. Nothing of it is approved.
 */
export function maySeeDrift({ strategy }: Plan['reading']): boolean {
  return strategy !== 'touched';
}

function diffScope({ snapshot, versions }: PlanInputs): Parameters<typeof diff>[2] {
  const active = new Set<string>(snapshot.accounts.filter(isInScope).map(({ id }) => id));
  const former = [versions.base, versions.lastApplied].filter((version) => version !== null);
  return {
    release: new Set(versions.head.mapping.settings.release.map((entry) => entry.value)),
    isActive: (id) => active.has(id),
    sight: sightOf(snapshot.coverage),
    formerTagKeys: (name) =>
      former.flatMap(({ desired }) => Object.keys(desired.permissionSets.get(name)?.tags ?? {})),
  };
}

const baseUnreadable: Finding = {
  code: 'base-unreadable',
  severity: 'warning',
  headline: 'the mapping files of the base commit are not valid: everything counts as this change',
  why: null,
  help: 'review the whole plan',
  origin: null,
  causedByHead: false,
  operations: [],
};

function unique(findings: readonly Finding[]): Finding[] {
  const seen = new Map(findings.map((finding) => [JSON.stringify(finding), finding]));
  return [...seen.values()];
}
