import type { ActualState } from '../actual/actual-state.ts';
import type { Declared, DesiredState } from '../desired/desired-state.ts';
import type { Finding } from '../diagnostics/finding.ts';
import type { Refusal } from '../guardrails/judgement.ts';
import type { Mapping } from '../mapping/mapping.ts';
import { sightOf } from '../model/reading.ts';
import { sortedBy } from '../model/order.ts';
import type { Versions } from './attribute.ts';
import { isAboutAccess, isTaking, sideOf } from './access-difference.ts';
import { type Block, whyBlocked } from './block.ts';
import type { Attributed } from './bring-along.ts';
import type { PlanInputs } from './build-plan.ts';
import { draftOperation } from './draft-operation.ts';
import { emptiedPairs } from './emptied-pairs.ts';
import type { Cause, Operation } from './operation.ts';
import { recreatedGroups } from './recreated-groups.ts';
import { type Renamed, renamedFindings, renamedGroups, whyRenamed } from './renamed-groups.ts';
import { type Renames, requirements } from './requires.ts';
import { settleStatuses } from './settle.ts';
import { warningsOf } from './warnings.ts';

/** Differences as operations: digested, warned of, blocked where they must be, linked and sorted. */
export function operationsOf(
  attributed: readonly Attributed[],
  actual: ActualState,
  desired: DesiredState,
  { snapshot, versions }: PlanInputs,
  refusalsOf: (drafts: readonly Operation[]) => ReadonlyMap<string, Refusal>,
): {
  readonly operations: Operation[];
  readonly blocks: ReadonlyMap<string, Block>;
  /** About groups that may have been renamed. */
  readonly findings: readonly Finding[];
} {
  const { mapping } = versions.head;
  const accounts = new Map(snapshot.accounts.map(({ id, name }) => [String(id), { id, name }]));
  const recreated = recreatedGroups(attributed);
  // Without a complete apply nobody has given anything that a group could have lost by a rename.
  const sight = sightOf(snapshot.coverage);
  const renamed = versions.lastAppliedAt === null ? [] : renamedGroups(attributed, desired, sight);
  const renamedByKey = new Map(
    // Of several the first counts.
    renamed.toReversed().flatMap((one) => [...one.keys].map((key) => [key, one] as const)),
  );
  const idOfKey = new Map<string, string>();
  const emptied = {
    byMerge: emptiedPairs(attributed, actual, false),
    withDrift: emptiedPairs(attributed, actual, true),
  };
  const blocks = new Map<string, Block>();
  const waiting = new Map<string, string>();
  const revoked = revokedKeys(attributed);
  const provisioned = new Map(
    attributed.flatMap(({ difference, cause }) =>
      difference.kind === 'provision-group'
        ? [[difference.principal.entraObjectId, cause] as const]
        : [],
    ),
  );
  // What this plan itself provisions is planned, and comes after it; drift is nobody's to wait for.
  const arrives = ({ principal }: Pick<Declared, 'principal'>, cause: Cause): boolean => {
    const coming = provisioned.get(principal.entraObjectId);
    return coming !== undefined && (coming !== 'drift' || cause === 'drift');
  };
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
        revoked,
        join: snapshot.directory?.join ?? null,
      }) ?? whyInDoubt(member, renamedByKey);
    const { difference } = member;
    const side = isAboutAccess(difference) ? sideOf(difference) : null;
    if (side !== null) idOfKey.set(side.key, draft.id);
    if (block !== null) blocks.set(draft.id, block);
    const waits = isTaking(difference) ? null : (side?.declared?.waiting ?? null);
    if (side !== null && waits !== null && !arrives(side, cause)) waiting.set(draft.id, waits);
    const warnings = warningsOf(member, {
      desired,
      sight,
      base: versions.base?.desired ?? null,
      earlier: earlierMappings(versions),
      since: [versions.lastApplied, ...versions.between].flatMap((version) =>
        version === null ? [] : [version.desired],
      ),
      actual,
      recreated,
      emptiedPairs: cause === 'drift' ? emptied.withDrift : emptied.byMerge,
    });
    return { ...draft, warnings };
  });

  const refusals = refusalsOf(drafts);
  const ownStatus = (operation: Operation): Pick<Operation, 'status' | 'reason'> => {
    const blocked = refusals.get(operation.id)?.why ?? blocks.get(operation.id)?.why ?? null;
    if (blocked !== null) return { status: 'blocked', reason: blocked };
    const reason = waiting.get(operation.id) ?? null;
    return { status: reason === null ? 'planned' : 'waiting', reason };
  };
  const withStatus = drafts.map((draft) => ({ ...draft, ...ownStatus(draft) }));
  const renames = renamesOf(desired);
  const requires = requirements(withStatus, renames, ({ status }) => status !== 'blocked');
  const linked = withStatus.map((operation) => ({
    ...operation,
    requires: requires.get(operation.id) ?? [],
  }));
  const settled = sortedBy(settleStatuses(linked, ownStatus), ({ id }) => id);
  const findings = renamedFindings(renamed, settled, (key) => idOfKey.get(key));
  return { operations: settled, blocks, findings };
}

function earlierMappings({ base, lastApplied, between }: Versions): readonly Mapping[] {
  if (base === null) return [];
  return [base, lastApplied, ...between].flatMap((version) =>
    version === null ? [] : [version.mapping],
  );
}

/** Old names by new name. */
export function renamesOf({ permissionSets }: DesiredState): Renames {
  return new Map(
    [...permissionSets.values()].flatMap(({ name, renamedFrom }) =>
      renamedFrom === null ? [] : [[name, renamedFrom.value] as const],
    ),
  );
}

function revokedKeys(attributed: readonly Attributed[]): ReadonlySet<string> {
  return new Set(
    attributed.flatMap(({ difference, cause }) =>
      cause !== 'drift' && isTaking(difference) ? [sideOf(difference).key] : [],
    ),
  );
}

function whyInDoubt(
  { difference }: Attributed,
  renamed: ReadonlyMap<string, Renamed>,
): Block | null {
  if (!isAboutAccess(difference)) return null;
  const found = renamed.get(sideOf(difference).key);
  return found === undefined ? null : { kind: 'doubt', why: whyRenamed(found) };
}
