import { peopleMode } from '../core/access/people-mode.ts';
import type { MarkerKey } from '../core/approval/markers.ts';
import type { Mapping } from '../core/mapping/mapping.ts';
import { noCommit, type CommitId } from '../core/model/ids.ts';
import type { BuiltPlan } from '../core/plan/build-plan.ts';
import { allowedPlan } from '../effects/allowed-plan.ts';
import { checkPolicies } from '../effects/check-policies.ts';
import { guardedPlan } from '../effects/guarded-plan.ts';
import { findInstance } from '../effects/find-instance.ts';
import { foreseePeople } from '../effects/people/foresee-people.ts';
import { rememberPeople } from '../effects/people/remember-people.ts';
import { awsTarget, gatherPlan, type ReadChoice } from '../effects/gather-plan.ts';
import { readApplyHistory, statusContext } from '../effects/last-complete-apply.ts';
import { loadBetween } from '../effects/load-between.ts';
import { isSameAt, loadVersion, type LoadedVersion } from '../effects/load-version.ts';
import { mappingAt } from '../effects/mapping-at.ts';
import { readKnownNames } from '../effects/read-known-names.ts';
import { problemsOf } from '../effects/problems-of.ts';
import { peoplePorts, tellPeople } from '../effects/tell-people.ts';
import type { Clock } from '../ports/clock.ts';
import type { ConnectReaders } from '../ports/connect.ts';
import type { ConnectDirectory, ConnectDirectoryPeople } from '../ports/connect-directory.ts';
import type { CommentWriter, GitHubReader } from '../ports/github.ts';
import type { ReviewReader } from '../ports/github-reviews.ts';
import type { Journal } from '../ports/journal.ts';
import type { TreeReader } from '../ports/tree-read.ts';
import {
  reportInvalid,
  reportPlan,
  reportProblems,
  reportReading,
  reportUntouched,
} from './plan-report.ts';
import { isInterrupted } from './interrupted.ts';
import type { RunReport } from './run-report.ts';

export interface PlanPorts {
  readonly connect: ConnectReaders;
  readonly connectDirectory: ConnectDirectory;
  readonly connectDirectoryPeople: ConnectDirectoryPeople;
  readonly trees: TreeReader;
  /** Null at a terminal without GitHub: then nothing is known of earlier applies. */
  readonly github: GitHubReader | null;
  readonly comments: CommentWriter | null;
  readonly reviews: ReviewReader | null;
  readonly clock: Clock;
  readonly journal: Journal;
}

/** What is planned, for whom, and where to say it. */
export interface PlanTask {
  readonly directory: string;
  readonly region: string | null;
  /** The tree to plan: a pull request's test merge. */
  readonly head: CommitId;
  /** Its first parent, or a merge group's base; `noCommit` for the first commit of all. */
  readonly base: CommitId;
  /** The pull request that is commented on; null for a merge group. */
  readonly pullRequest: { readonly number: number; readonly headCommit: CommitId } | null;
  /** True where a plan is wanted also if the directory is untouched. */
  readonly always: boolean;
  readonly read: ReadChoice;
  readonly runUrl: string | null;
  readonly repositoryUrl: string | null;
  readonly isPublicRepository: boolean;
}

/** From so many seconds up an author is told at once how long the reading will take. */
const LONG = 60;

/** Reads, decides, and says on the pull request what merging it would do. Writes nothing else. */
export async function planMode(ports: PlanPorts, task: PlanTask): Promise<RunReport> {
  const head = await loadVersion(ports.trees, task.head, task.directory);
  const base = await loadVersion(ports.trees, task.base, task.directory);
  // Somebody at a terminal asks what would be done, whoever changed it.
  const mayBeUntouched = !task.always && (await isSameAt(ports.trees, task.base, head));
  if (mayBeUntouched) return reportUntouched(ports, task);
  const mapping = head.checked.value;
  if (mapping === null) return reportInvalid(ports, task, head, base);
  try {
    const made = await makePlan(ports, task, mapping, base);
    const built = await allowedByReview(ports, task, made.built);
    return await reportPlan(
      ports,
      { ...task, namesPeople: made.namesPeople },
      built,
      made.key,
      head,
    );
  } catch (error) {
    const problems = problemsOf(error);
    if (problems === null || isInterrupted(error)) throw error;
    return reportProblems(ports, task, mapping, problems);
  }
}

interface MadePlan {
  readonly built: BuiltPlan;
  readonly key: MarkerKey;
  readonly namesPeople: boolean;
}

async function makePlan(
  ports: PlanPorts,
  task: PlanTask,
  head: Mapping,
  baseVersion: LoadedVersion,
): Promise<MadePlan> {
  const { settings } = head;
  const base = baseVersion.checked.value;
  const target = awsTarget(head, task.region);
  const readers = rememberPeople(ports.connect(target));
  const instance = await findInstance(readers, settings, target.region);
  const owner = settings.owner.value;
  const context = statusContext(owner, instance.arn);
  const history =
    ports.github === null || task.base === noCommit
      ? null
      : await readApplyHistory(ports.github, task.base, context);
  const lastComplete = history?.lastComplete ?? null;
  const lastApplied = await mappingAt(ports.trees, lastComplete?.commit ?? null, task.directory, {
    commit: task.base,
    mapping: base,
  });
  const key = { instance: instance.arn, owner, directory: task.directory };
  const between = history === null ? [] : await loadBetween(ports.trees, history, task.directory);
  const asked = [settings, ...(base === null ? [] : [base.settings])].map(({ people }) => people);
  const show = peopleMode(asked, task.isPublicRepository);
  const { identityStoreId } = instance;
  const foresight = foreseePeople(readers, { identityStoreId, head, base, mode: show });
  let announced = Promise.resolve();
  const gathering = gatherPlan(
    {
      ...ports,
      readers,
      onReading: (reading) => {
        if (reading.estimate.seconds < LONG) return;
        announced = announced.then(() => reportReading(ports, task, key, reading));
        // Its error is waited for below; until then nobody listens.
        announced.catch(() => undefined);
      },
    },
    {
      instance,
      mappings: {
        head,
        base,
        lastApplied,
        lastAppliedAt: lastComplete?.at ?? null,
        between,
      },
      now: new Date(ports.clock.now()).toISOString(),
      about: 'changes',
      read: task.read,
      knownNames: () => readKnownNames(ports.github, instance.arn),
    },
  );
  // Two comments would stand if the plan, or why there is none, came while the first is still being written.
  await Promise.allSettled([gathering]);
  await foresight.stop();
  await announced;
  const gathered = await gathering;
  const connections = { ...ports, readers };
  const built = await guardedPlan(peoplePorts(connections, gathered), {
    ...gathered,
    headCommit: task.pullRequest?.headCommit ?? task.head,
    baseCommit: task.base,
    // A queue lands several pull requests at once, and each was held to its limits, or allowed, by itself.
    guarded: task.pullRequest !== null || task.always,
    baseMapping: base,
    baseUnreadable: baseVersion.exists && base === null,
    digestIncludesDrift: false,
  });
  const [told, remarks] = await Promise.all([
    tellPeople(connections, built, gathered, show),
    checkPolicies(readers.policies, built.plan.operations, head),
  ]);
  const findings = [...told.plan.findings, ...remarks];
  return {
    built: { ...told, plan: { ...told.plan, findings } },
    key,
    namesPeople: show === 'names',
  };
}

async function allowedByReview(
  { github, reviews }: PlanPorts,
  { pullRequest }: PlanTask,
  built: BuiltPlan,
): Promise<BuiltPlan> {
  if (pullRequest === null || github === null || reviews === null) return built;
  return allowedPlan({ github, reviews }, built, pullRequest);
}
