import { approve, type Approval, type ApprovedPlan } from '../core/approval/approve.ts';
import type { MarkerKey } from '../core/approval/markers.ts';
import type { Mapping } from '../core/mapping/mapping.ts';
import type { Allowance } from '../core/guardrails/judgement.ts';
import type { CommitId } from '../core/model/ids.ts';
import type { Instance, Snapshot } from '../core/model/snapshot.ts';
import type { ApplyReport } from '../core/outcome/apply-report.ts';
import type { Versions } from '../core/plan/attribute.ts';
import type { BuiltPlan } from '../core/plan/build-plan.ts';
import { allowancesOf } from '../effects/allowances-of.ts';
import { executePlan } from '../effects/execute/execute-plan.ts';
import { findInstance } from '../effects/find-instance.ts';
import {
  awsTarget,
  type GatheredPlan,
  gatherPlan,
  type Mappings,
  type ReadChoice,
  requireMapping,
} from '../effects/gather-plan.ts';
import {
  type ApplyHistory,
  readApplyHistory,
  statusContext,
} from '../effects/last-complete-apply.ts';
import { guardedPlan } from '../effects/guarded-plan.ts';
import { loadBetween } from '../effects/load-between.ts';
import { isSameAt, loadVersion, type LoadedVersion } from '../effects/load-version.ts';
import { mappingAt } from '../effects/mapping-at.ts';
import { readKnownNames } from '../effects/read-known-names.ts';
import { recordSource } from '../effects/record-source.ts';
import { readReviews, type Reviews } from '../effects/reviewed-records.ts';
import type { Clock } from '../ports/clock.ts';
import type { ConnectAll } from '../ports/connect-apply.ts';
import type { ConnectDirectoryPeople, EntraTarget } from '../ports/connect-directory.ts';
import type { ConnectDirectoryAll } from '../ports/connect-directory-apply.ts';
import { type PeopleConnections, peoplePorts } from '../effects/tell-people.ts';
import type { CommentWriter, GitHubReader, StatusWriter } from '../ports/github.ts';
import type { ArtifactReader } from '../ports/github-artifacts.ts';
import type { ReviewReader } from '../ports/github-reviews.ts';
import type { Journal } from '../ports/journal.ts';
import type { TreeReader } from '../ports/tree-read.ts';
import { reportApply, reportNoBase, reportSuperseded } from './apply-report.ts';
import { type BuiltFrom, everything, gatherApproved, type Way } from './gather-approved.ts';
import type { RunReport } from './run-report.ts';
import { tellNothingApplied } from './tell-nothing-applied.ts';

export interface ApplyPorts {
  readonly connect: ConnectAll;
  readonly connectDirectory: ConnectDirectoryAll;
  readonly connectDirectoryPeople: ConnectDirectoryPeople;
  readonly trees: TreeReader;
  readonly github: GitHubReader;
  readonly reviews: ReviewReader;
  readonly artifacts: ArtifactReader;
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

/** What is known once everything was read and nothing was written. */
export interface Gathered {
  readonly head: LoadedVersion;
  readonly key: MarkerKey;
  readonly context: string;
  readonly history: ApplyHistory;
  readonly reviews: Reviews;
  /** Reviews that let their plan cross a limit. */
  readonly allowances: readonly Allowance[];
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
  const { gathered, built, hands } = ready;
  const approved = decide(task, gathered, built);
  const report = await execute(ports, task, gathered, approved, hands);
  return reportApply(ports, task, gathered, { approved, built }, report);
}

interface Ready {
  readonly gathered: Gathered;
  readonly built: BuiltPlan;
  readonly hands: Hands;
}

/** Reads everything and writes nothing; null where there is nothing to count from. */
async function prepare(
  ports: ApplyPorts,
  task: ApplyTask,
  head: LoadedVersion,
  mapping: Mapping,
): Promise<Ready | null> {
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
  // An approved digest was a drift run's, which without a complete apply compares the files with the world.
  const fromWorld = history.lastComplete === null && task.approvePlan !== null;
  const loaded = (commit: CommitId | null) =>
    mappingAt(ports.trees, commit, task.directory, { commit: task.commit, mapping });
  const lastApplied = fromWorld ? mapping : await loaded(history.lastComplete?.commit ?? null);
  let entra: ReturnType<ConnectDirectoryAll> | null = null;
  const openEntra = (wanted: EntraTarget) => (entra ??= ports.connectDirectory(wanted));
  const mappings: Mappings = {
    head: mapping,
    base: history.lastComplete === null && !fromWorld ? await loaded(base) : lastApplied,
    lastApplied,
    lastAppliedAt: history.lastComplete?.at ?? null,
    between: await loadBetween(ports.trees, history, task.directory),
  };
  const reviews = await readReviews(
    ports.github,
    walked,
    task.defaultBranch,
    key,
    ports.clock.now(),
    recordSource(mappings, ports.artifacts),
  );
  const make = async (way: Way): Promise<BuiltFrom> => {
    const made = await gatherPlan(
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
    return {
      gathered: made,
      built: await build({ ...ports, readers }, task, made, {
        commit: base,
        mapping: mappings.base,
      }),
    };
  };
  const narrow: Way = { about: 'changes', read: task.read };
  // Files that are compared with the world differ from nothing, so what they touch says nothing.
  const ways: readonly Way[] = fromWorld
    ? [{ about: 'everything', read: task.read }, everything]
    : [narrow, { about: 'everything', read: 'auto' }, everything];
  const { gathered, built } =
    task.approvePlan === null
      ? await make(narrow)
      : await gatherApproved(task.approvePlan, ways, make);
  const { allowances, diagnostics } = await allowancesOf(ports, built, reviews);
  const told = { ...reviews, diagnostics: [...reviews.diagnostics, ...diagnostics] };
  return {
    gathered: {
      head,
      key,
      context,
      history,
      instance,
      base,
      ...gathered,
      reviews: told,
      allowances,
    },
    built,
    hands: { writer, readers, entra },
  };
}

function build(
  connections: PeopleConnections,
  task: ApplyTask,
  gathered: GatheredPlan,
  base: { readonly commit: CommitId | null; readonly mapping: Mapping | null },
): Promise<BuiltPlan> {
  return guardedPlan(peoplePorts(connections, gathered), {
    ...gathered,
    headCommit: task.commit,
    baseCommit: base.commit,
    guarded: false,
    baseMapping: base.mapping,
    baseUnreadable: false,
    digestIncludesDrift: task.approvePlan !== null,
  });
}

function decide(
  { approvePlan, newAccounts }: ApplyTask,
  { reviews: { records }, allowances }: Gathered,
  built: BuiltPlan,
): ApprovedPlan {
  const approval: Approval =
    approvePlan === null
      ? { kind: 'reviewed', records, newAccounts, allowances }
      : { kind: 'digest', digest: approvePlan };
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
