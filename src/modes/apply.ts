import { approve, type Approval, type ApprovedPlan } from '../core/approval/approve.ts';
import type { MarkerKey } from '../core/approval/markers.ts';
import type { Mapping } from '../core/mapping/mapping.ts';
import type { CommitId } from '../core/model/ids.ts';
import type { Instance, Snapshot } from '../core/model/snapshot.ts';
import type { ApplyReport } from '../core/outcome/apply-report.ts';
import type { Versions } from '../core/plan/attribute.ts';
import { type BuiltPlan, buildPlan } from '../core/plan/build-plan.ts';
import { executePlan } from '../effects/execute/execute-plan.ts';
import { findInstance } from '../effects/find-instance.ts';
import {
  awsTarget,
  type GatheredPlan,
  gatherPlan,
  type GatherTask,
  type Mappings,
  type ReadChoice,
  requireMapping,
} from '../effects/gather-plan.ts';
import {
  type ApplyHistory,
  readApplyHistory,
  statusContext,
} from '../effects/last-complete-apply.ts';
import { loadBetween } from '../effects/load-between.ts';
import { isSameAt, loadVersion, type LoadedVersion } from '../effects/load-version.ts';
import { readKnownNames } from '../effects/read-known-names.ts';
import { readReviews, type Reviews } from '../effects/reviewed-records.ts';
import type { Clock } from '../ports/clock.ts';
import type { ConnectAll } from '../ports/connect-apply.ts';
import type { EntraTarget } from '../ports/connect-directory.ts';
import type { ConnectDirectoryAll } from '../ports/connect-directory-apply.ts';
import type { CommentWriter, GitHubReader, StatusWriter } from '../ports/github.ts';
import type { Journal } from '../ports/journal.ts';
import type { TreeReader } from '../ports/tree-read.ts';
import { reportApply, reportNoBase, reportSuperseded } from './apply-report.ts';
import type { RunReport } from './run-report.ts';
import { tellNothingApplied } from './tell-nothing-applied.ts';

export interface ApplyPorts {
  readonly connect: ConnectAll;
  readonly connectDirectory: ConnectDirectoryAll;
  readonly trees: TreeReader;
  readonly github: GitHubReader;
  readonly comments: CommentWriter;
  readonly statuses: StatusWriter;
  readonly clock: Clock;
  readonly journal: Journal;
  /** Aborted when the job is cancelled. */
  readonly signal: AbortSignal;
}

export interface ApplyTask {
  readonly directory: string;
  readonly region: string | null;
  readonly read: ReadChoice;
  readonly commit: CommitId;
  /** What a push counts from while there is no complete apply; null for schedule and dispatch. */
  readonly pushedFrom: CommitId | null;
  readonly approvePlan: string | null;
  readonly newAccounts: 'report' | 'grant';
  readonly defaultBranch: string;
  readonly runUrl: string | null;
  readonly repositoryUrl: string | null;
  readonly isPublicRepository: boolean;
}

type Way = Pick<GatherTask, 'about' | 'read'>;

/** What is known once everything was read and nothing was written. */
export interface Gathered {
  readonly head: LoadedVersion;
  readonly key: MarkerKey;
  readonly context: string;
  readonly history: ApplyHistory;
  readonly reviews: Reviews;
  readonly instance: Instance;
  readonly snapshot: Snapshot;
  readonly versions: Versions;
  readonly base: CommitId | null;
}

/** Plans again at the commit, and does what people have approved of it. */
export async function applyMode(ports: ApplyPorts, task: ApplyTask): Promise<RunReport> {
  const head = await loadVersion(ports.trees, task.commit, task.directory);
  const mapping = requireMapping(head);
  const early = await whySuperseded(ports, task, head);
  if (early !== null) return reportSuperseded(early, head.checked.diagnostics);

  const ready = await prepare(ports, task, head, mapping).catch(async (error: unknown) => {
    await tellNothingApplied(ports, task, error);
    throw error;
  });
  if (ready === null) return reportNoBase(head.checked.diagnostics);
  const { gathered, hands } = ready;
  const approved = decide(task, gathered);
  const report = await execute(ports, task, gathered, approved, hands);
  return reportApply(ports, task, gathered, approved, report);
}

/** Reads everything and writes nothing; null where there is nothing to count from. */
async function prepare(
  ports: ApplyPorts,
  task: ApplyTask,
  head: LoadedVersion,
  mapping: Mapping,
): Promise<{ readonly gathered: Gathered; readonly hands: Hands } | null> {
  const target = awsTarget(mapping, task.region);
  const { readers, writer } = ports.connect(target);
  const instance = await findInstance(readers, mapping.settings, target.region);
  const key = {
    instance: instance.arn,
    owner: mapping.settings.owner.value,
    directory: task.directory,
  };
  const context = statusContext(key.owner, instance.arn);
  const history = await readApplyHistory(ports.github, task.commit, context);
  const base = history.lastComplete?.commit ?? task.pushedFrom;
  if (base === null && task.approvePlan === null) return null;

  // A digest approves by itself; its outcome is still told where the changes came from.
  const walked = task.approvePlan === null || history.lastComplete !== null ? history.since : [];
  const reviews = await readReviews(
    ports.github,
    walked,
    task.defaultBranch,
    key,
    ports.clock.now(),
  );
  // An approved digest was a drift run's, which without a complete apply compares the files with the world.
  const fromWorld = history.lastComplete === null && task.approvePlan !== null;
  const lastApplied = fromWorld
    ? mapping
    : await mappingAt(ports, task, history.lastComplete?.commit ?? null, mapping);
  let entra: ReturnType<ConnectDirectoryAll> | null = null;
  const openEntra = (wanted: EntraTarget) => (entra ??= ports.connectDirectory(wanted));
  const mappings: Mappings = {
    head: mapping,
    base:
      history.lastComplete === null && !fromWorld
        ? await mappingAt(ports, task, base, mapping)
        : lastApplied,
    lastApplied,
    lastAppliedAt: history.lastComplete?.at ?? null,
    between: await loadBetween(ports.trees, history, task.directory),
  };
  const gather = (way: Way): Promise<GatheredPlan> =>
    gatherPlan(
      {
        readers,
        connectDirectory: (wanted) => openEntra(wanted).reader,
        journal: ports.journal,
      },
      {
        instance,
        mappings,
        now: new Date(ports.clock.now()).toISOString(),
        ...way,
        knownNames: () => readKnownNames(ports.github, instance.arn),
      },
    );
  const narrow: Way = { about: 'changes', read: task.read };
  // Files that are compared with the world differ from nothing, so what they touch says nothing.
  const ways: readonly Way[] = fromWorld
    ? [{ about: 'everything', read: task.read }, everything]
    : [narrow, { about: 'everything', read: 'auto' }, everything];
  const { snapshot, versions } =
    task.approvePlan === null
      ? await gather(narrow)
      : await gatherApproved(task, ways, gather, base);
  return {
    gathered: { head, key, context, history, reviews, instance, snapshot, versions, base },
    hands: { writer, readers, entra },
  };
}

/**
 * Reads as widely as the run did that printed the digest: what was held shows with the change alone, drift
 * with everything. Nobody says which it was, so ever wider readings are tried; the widest where none fits.
 */
async function gatherApproved(
  task: ApplyTask,
  ways: readonly Way[],
  gather: (way: Way) => Promise<GatheredPlan>,
  base: CommitId | null,
): Promise<GatheredPlan> {
  let widest: GatheredPlan | null = null;
  for (const way of ways) {
    if (way.read === 'complete' && widest !== null && isComplete(widest)) break;
    const gathered = await gather(way);
    if (build(task, gathered, base).plan.digest === task.approvePlan) return gathered;
    if (widest === null || !isComplete(widest)) widest = gathered;
  }
  return widest ?? gather(everything);
}

const everything: Way = { about: 'everything', read: 'complete' };

function isComplete({ snapshot }: GatheredPlan): boolean {
  return snapshot.reading.strategy === 'complete';
}

function build(
  task: ApplyTask,
  { snapshot, versions }: GatheredPlan,
  base: CommitId | null,
): BuiltPlan {
  return buildPlan({
    snapshot,
    versions,
    headCommit: task.commit,
    baseCommit: base,
    guarded: false,
    baseMapping: versions.base?.mapping ?? null,
    baseUnreadable: false,
    digestIncludesDrift: task.approvePlan !== null,
  });
}

function decide(task: ApplyTask, gathered: Gathered): ApprovedPlan {
  const { base, reviews } = gathered;
  const built = build(task, gathered, base);
  const approval: Approval =
    task.approvePlan === null
      ? { kind: 'reviewed', records: reviews.records, newAccounts: task.newAccounts }
      : { kind: 'digest', digest: task.approvePlan };
  return approve(built, approval);
}

interface Hands extends ReturnType<ConnectAll> {
  /** Null where no file asks for Entra. */
  readonly entra: ReturnType<ConnectDirectoryAll> | null;
}

async function execute(
  ports: ApplyPorts,
  task: ApplyTask,
  { head, instance, snapshot, versions }: Gathered,
  approved: ApprovedPlan,
  { writer, readers, entra }: Hands,
): Promise<ApplyReport> {
  const { directory } = snapshot;
  const { grants } = versions.head.desired;
  const active = new Set<string>(
    snapshot.accounts.filter(({ state }) => state === 'ACTIVE').map(({ id }) => id),
  );
  return executePlan(
    approved,
    {
      instance: instance.arn,
      owner: versions.head.mapping.settings.owner.value,
      reader: readers.identityCenter,
      writer,
      clock: ports.clock,
      journal: ports.journal,
      signal: ports.signal,
      declared: versions.head.desired.permissionSets,
      arns: new Map(snapshot.permissionSets.map(({ name, arn }) => [name, arn])),
      isActive: (id) => active.has(id),
      identityStore: readers.identityStore,
      identityStoreId: instance.identityStoreId,
      isPublicRepository: task.isPublicRepository,
      entra:
        entra === null || directory?.groupSync !== 'manage'
          ? null
          : {
              ...entra,
              directory,
              isDeclared: (key) => grants.get(key)?.expired === false,
            },
    },
    { signal: ports.signal, superseded: () => whySuperseded(ports, task, head) },
  );
}

/** Why this commit may not write: the branch has moved to other files. Asked before every stage. */
async function whySuperseded(
  { github, trees }: ApplyPorts,
  task: ApplyTask,
  head: LoadedVersion,
): Promise<string | null> {
  const tip = await github.branchTip(task.defaultBranch);
  if (tip === task.commit || (await isSameAt(trees, tip, head))) return null;
  return `${task.defaultBranch} is at ${tip}, whose mapping files differ`;
}

async function mappingAt(
  { trees }: ApplyPorts,
  task: ApplyTask,
  commit: CommitId | null,
  head: Mapping,
): Promise<Mapping | null> {
  if (commit === null) return null;
  if (commit === task.commit) return head;
  return (await loadVersion(trees, commit, task.directory)).checked.value;
}
