import type { ActualState } from '../actual/actual-state.ts';
import { buildActual } from '../actual/build-actual.ts';
import { createIgnoreFilter } from '../actual/ignored.ts';
import type { DesiredState } from '../desired/desired-state.ts';
import type { Finding } from '../diagnostics/finding.ts';
import { grantKey } from '../model/assignment.ts';
import { sortedBy } from '../model/order.ts';
import type { Snapshot } from '../model/snapshot.ts';
import { isInScope } from '../select/account-index.ts';
import type { LocatedFinding } from '../select/located-finding.ts';
import type { Version, Versions } from './attribute.ts';
import { attribute } from './attribute.ts';
import type { Block } from './block.ts';
import { whyBlocked } from './block.ts';
import { blockFindings } from './block-findings.ts';
import type { Attributed } from './bring-along.ts';
import { bringAlong } from './bring-along.ts';
import { countPlan } from './count-plan.ts';
import { diff } from './diff.ts';
import { planDigest } from './digest.ts';
import { draftOperation } from './draft-operation.ts';
import { emptiedPairs } from './emptied-pairs.ts';
import { expiryFindings } from './expiry-findings.ts';
import { guardEmptying } from './guard-emptying.ts';
import { identityFindings } from './identity-findings.ts';
import { ignoreWidened } from './ignore-widened.ts';
import type { Operation } from './operation.ts';
import type { Plan } from './plan.ts';
import { PLAN_SCHEMA } from './plan.ts';
import { recreatedGroups } from './recreated-groups.ts';
import { type Renames, requirements } from './requires.ts';
import type { SetFields } from './set-fields.ts';
import { setFieldsOf } from './set-fields.ts';
import { settingFindings } from './setting-findings.ts';
import { settleStatuses } from './settle.ts';
import { warningsOf } from './warnings.ts';
import { notEnforced, worldFindings } from './world-findings.ts';

export interface PlanInputs {
  readonly snapshot: Snapshot;
  readonly versions: Versions;
  /** Named in the plan; see `Plan.head` and `Plan.base`. */
  readonly headCommit: string;
  readonly baseCommit: string | null;
  /** True for a plan that people review now: then guards refuse what nobody has approved yet. */
  readonly guarded: boolean;
  /** True where the base commit has the directory and its files are not valid. */
  readonly baseUnreadable: boolean;
  /** True where drift is what the digest is for: a drift run, and apply with `approve-plan`. */
  readonly digestIncludesDrift: boolean;
}

export interface BuiltPlan {
  readonly plan: Plan;
  /** What the reviewed record holds of each declared set, so that half-made ones stay reviewed. */
  readonly setFields: ReadonlyMap<string, SetFields>;
  readonly renames: Renames;
  /** Ids of revocations that follow from owning a set alone: no version of the files knew the grant. */
  readonly strangers: ReadonlySet<string>;
}

/** From what is wanted and what is there to the plan. Pure: same input, same bytes. */
export function buildPlan(inputs: PlanInputs): BuiltPlan {
  const { snapshot, versions } = inputs;
  const { mapping, desired } = versions.head;
  const ignore = createIgnoreFilter(mapping, snapshot);
  const actual = buildActual(snapshot, mapping, ignore);
  const scope = diffScope(inputs);
  const attributed = bringAlong(
    diff(desired, actual, scope).map((difference) => ({
      difference,
      cause: attribute(difference, versions),
    })),
  );
  const guards =
    inputs.guarded && versions.base !== null ? guardEmptying(versions.head, versions.base) : [];
  const { operations, blocks } = operationsOf(attributed, actual, inputs, guards);
  const base = versions.base?.desired ?? null;
  const findings: Finding[] = [
    ...(inputs.baseUnreadable ? [baseUnreadable] : []),
    ...(versions.base === null ? [] : settingFindings(mapping, versions.base.mapping)),
    ...(versions.base === null ? [] : ignoreWidened(versions.base.mapping, snapshot, actual)),
    ...guards.map(({ finding }) => finding),
    ...blockFindings(operations, blocks),
    ...[...desired.findings, ...ignore.findings].map((found) => blame(found, versions.base)),
    ...worldFindings(snapshot, actual, desired, (name) => isOldNews(name, versions)),
    ...identityFindings(operations),
    ...(base === null ? [] : expiryFindings(desired, base)),
    ...notEnforced(mapping),
  ];
  const owner = mapping.settings.owner.value;
  const plan: Plan = {
    schema: PLAN_SCHEMA,
    digest: digestOf(operations, inputs.digestIncludesDrift),
    instance: snapshot.instance.arn,
    owner,
    head: inputs.headCommit,
    base: inputs.baseCommit,
    exhaustive: snapshot.exhaustive,
    operations,
    findings: unique(findings),
    counts: countPlan(operations, actual, desired),
  };
  return {
    plan,
    setFields: setFieldsOf(desired, actual, owner, scope.formerTagKeys),
    renames: renamesOf(desired),
    strangers: strangersOf(operations, versions),
  };
}

/** Over what would be applied: planned, held for approval and waiting; never what is blocked. */
export function digestOf(operations: readonly Operation[], withDrift: boolean): string {
  return planDigest(
    operations.filter(
      ({ cause, status }) => status !== 'blocked' && (withDrift || cause !== 'drift'),
    ),
  );
}

function diffScope({ snapshot, versions }: PlanInputs): Parameters<typeof diff>[2] {
  const active = new Set<string>(snapshot.accounts.filter(isInScope).map(({ id }) => id));
  const former = [versions.base, versions.lastApplied].filter((version) => version !== null);
  return {
    release: new Set(versions.head.mapping.settings.release.map((entry) => entry.value)),
    isActive: (id) => active.has(id),
    formerTagKeys: (name) =>
      former.flatMap(({ desired }) => Object.keys(desired.permissionSets.get(name)?.tags ?? {})),
  };
}

function operationsOf(
  attributed: readonly Attributed[],
  actual: ActualState,
  { snapshot, versions }: PlanInputs,
  guards: ReturnType<typeof guardEmptying>,
): { readonly operations: Operation[]; readonly blocks: ReadonlyMap<string, Block> } {
  const { desired, mapping } = versions.head;
  const accounts = new Map(snapshot.accounts.map(({ id, name }) => [String(id), { id, name }]));
  const refused = new Set(guards.flatMap(({ refusedKeys }) => [...refusedKeys]));
  const recreated = recreatedGroups(attributed);
  const emptied = {
    byMerge: emptiedPairs(attributed, actual, false),
    withDrift: emptiedPairs(attributed, actual, true),
  };
  const blocks = new Map<string, Block>();
  const drafts = attributed.map((member) => {
    const { cause } = member;
    const draft = draftOperation(member, {
      instance: snapshot.instance.arn,
      owner: mapping.settings.owner.value,
      account: (id) => accounts.get(id),
      losesRole: (id, set) => emptied.byMerge.has(`${id} ${set}`),
    });
    const block =
      whyBlocked(member, {
        desired,
        actual,
        managementAccountId: snapshot.managementAccountId,
        delegated: snapshot.delegated,
      }) ?? whyRefused(member, refused);
    if (block !== null) blocks.set(draft.id, block);
    const warnings = warningsOf(member, {
      desired,
      base: versions.base?.desired ?? null,
      actual,
      recreated,
      emptiedPairs: cause === 'drift' ? emptied.withDrift : emptied.byMerge,
    });
    return { ...draft, warnings };
  });

  const ownStatus = (operation: Operation): Pick<Operation, 'status' | 'reason'> => {
    const reason = blocks.get(operation.id)?.why ?? null;
    return { status: reason === null ? 'planned' : 'blocked', reason };
  };
  const withStatus = drafts.map((draft) => ({ ...draft, ...ownStatus(draft) }));
  const renames = renamesOf(desired);
  const requires = requirements(withStatus, renames, ({ status }) => status !== 'blocked');
  const linked = withStatus.map((operation) => ({
    ...operation,
    requires: requires.get(operation.id) ?? [],
  }));
  return { operations: sortedBy(settleStatuses(linked, ownStatus), ({ id }) => id), blocks };
}

/** A set that is kept, and a grant on it that nobody ever declared. */
function strangersOf(operations: readonly Operation[], versions: Versions): ReadonlySet<string> {
  const { head, base, lastApplied, between } = versions;
  const known = [base, lastApplied, ...between].filter((version) => version !== null);
  return new Set(
    operations
      .filter(
        (operation) =>
          operation.kind === 'revoke' &&
          head.desired.permissionSets.has(operation.permissionSet) &&
          ![head, ...known].some(({ desired }) =>
            desired.grants.has(
              grantKey(operation.account.id, operation.permissionSet, operation.principal),
            ),
          ),
      )
      .map(({ id }) => id),
  );
}

/** Old names by new name. */
function renamesOf({ permissionSets }: DesiredState): Renames {
  return new Map(
    [...permissionSets.values()].flatMap(({ name, renamedFrom }) =>
      renamedFrom === null ? [] : [[name, renamedFrom.value] as const],
    ),
  );
}

function whyRefused({ difference, cause }: Attributed, refused: ReadonlySet<string>): Block | null {
  if (difference.kind !== 'revoke' || cause !== 'change') return null;
  return refused.has(difference.grant.key)
    ? { kind: 'doubt', why: 'it empties what it is part of, which is refused at this size' }
    : null;
}

/** A set of another owner is base's trouble only if base declared it under the same owner. */
function isOldNews(permissionSet: string, { head, base }: Versions): boolean {
  return (
    base !== null &&
    base.desired.permissionSets.has(permissionSet) &&
    base.mapping.settings.owner.value === head.mapping.settings.owner.value
  );
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

/** Head causes what base, against the same organization, does not show. */
function blame({ finding, subject }: LocatedFinding, base: Version | null): Finding {
  if (!finding.causedByHead) return finding;
  const known = base?.desired.findings.some((other) => other.subject === subject) ?? false;
  return { ...finding, causedByHead: !known };
}

function unique(findings: readonly Finding[]): Finding[] {
  const seen = new Map(findings.map((finding) => [JSON.stringify(finding), finding]));
  return [...seen.values()];
}
