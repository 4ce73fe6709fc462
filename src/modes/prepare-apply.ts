import type { Mapping } from '../core/mapping/mapping.ts';
import type { CommitId } from '../core/model/ids.ts';
import type { BuiltPlan } from '../core/plan/build-plan.ts';
import { allowancesOf } from '../effects/allowances-of.ts';
import { findInstance } from '../effects/find-instance.ts';
import { awsTarget, type GatheredPlan, gatherPlan, type Mappings } from '../effects/gather-plan.ts';
import { guardedPlan } from '../effects/guarded-plan.ts';
import {
  type ApplyHistory,
  readApplyHistory,
  statusContext,
} from '../effects/last-complete-apply.ts';
import { loadBetween } from '../effects/load-between.ts';
import type { LoadedVersion } from '../effects/load-version.ts';
import { mappingAt } from '../effects/mapping-at.ts';
import { readKnownNames } from '../effects/read-known-names.ts';
import { recordSource } from '../effects/record-source.ts';
import { readReviews } from '../effects/reviewed-records.ts';
import { type PeopleConnections, peoplePorts } from '../effects/tell-people.ts';
import type { ConnectAll } from '../ports/connect-apply.ts';
import type { EntraTarget } from '../ports/connect-directory.ts';
import type { ConnectDirectoryAll } from '../ports/connect-directory-apply.ts';
import type { ApplyPorts, ApplyTask, Gathered } from './apply-task.ts';
import { type BuiltFrom, everything, gatherApproved, type Way } from './gather-approved.ts';

/** What an apply writes with, and what it reads back by. */
export interface Hands extends ReturnType<ConnectAll> {
  /** Null where no file asks for Entra. */
  readonly entra: ReturnType<ConnectDirectoryAll> | null;
}

export interface ReadyToApply {
  readonly gathered: Gathered;
  readonly built: BuiltPlan;
  readonly hands: Hands;
}

/** Where an apply counts from. */
interface Start {
  readonly history: ApplyHistory;
  readonly base: CommitId | null;
  /** An approved digest was a drift run's, which without a complete apply compares the files with the world. */
  readonly fromWorld: boolean;
}

/** Reads everything and writes nothing; null where there is nothing to count from. */
export async function prepareApply(
  ports: ApplyPorts,
  task: ApplyTask,
  head: LoadedVersion,
  mapping: Mapping,
): Promise<ReadyToApply | null> {
  const target = awsTarget(mapping, task.region);
  const { readers, writer } = ports.connect(target);
  const instance = await findInstance(readers, mapping.settings, target.region);
  const owner = mapping.settings.owner.value;
  const key = { instance: instance.arn, owner, directory: task.directory };
  const context = statusContext(owner, instance.arn);
  const history = await readApplyHistory(ports.github, task.commit, context);
  const base = history.lastComplete?.commit ?? task.pushedFrom;
  if (base === null && task.approvePlan === null) return null;

  const fromWorld = history.lastComplete === null && task.approvePlan !== null;
  const mappings = await mappingsOf(ports, task, mapping, { history, base, fromWorld });
  const reviews = await readReviews(
    ports.github,
    // A digest approves by itself; its outcome is still told where the changes came from.
    fromWorld ? [] : history.since,
    task.defaultBranch,
    key,
    ports.clock.now(),
    recordSource(mappings, ports.artifacts),
  );
  let entra: ReturnType<ConnectDirectoryAll> | null = null;
  const openEntra = (wanted: EntraTarget) => (entra ??= ports.connectDirectory(wanted));
  const make = async (way: Way): Promise<BuiltFrom> => {
    const gathered = await gatherPlan(
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
    const counted = { commit: base, mapping: mappings.base };
    return { gathered, built: await build({ ...ports, readers }, task, gathered, counted) };
  };
  const { gathered, built } =
    task.approvePlan === null
      ? await make(narrow(task))
      : await gatherApproved(task.approvePlan, waysOf(task, fromWorld), make);
  const { allowances, diagnostics } = await allowancesOf(ports, built, reviews);
  const told = { ...reviews, diagnostics: [...reviews.diagnostics, ...diagnostics] };
  const read = { head, key, context, history, instance, base };
  return {
    gathered: { ...read, ...gathered, reviews: told, allowances },
    built,
    hands: { writer, readers, entra },
  };
}

async function mappingsOf(
  { trees }: ApplyPorts,
  { commit, directory }: ApplyTask,
  mapping: Mapping,
  { history, base, fromWorld }: Start,
): Promise<Mappings> {
  const loaded = (of: CommitId | null) => mappingAt(trees, of, directory, { commit, mapping });
  const { lastComplete } = history;
  const lastApplied = fromWorld ? mapping : await loaded(lastComplete?.commit ?? null);
  return {
    head: mapping,
    base: lastComplete === null && !fromWorld ? await loaded(base) : lastApplied,
    lastApplied,
    lastAppliedAt: lastComplete?.at ?? null,
    between: await loadBetween(trees, history, directory),
  };
}

function narrow({ read }: ApplyTask): Way {
  return { about: 'changes', read };
}

/** Files that are compared with the world differ from nothing, so what they touch says nothing. */
function waysOf(task: ApplyTask, fromWorld: boolean): readonly Way[] {
  return fromWorld
    ? [{ about: 'everything', read: task.read }, everything]
    : [narrow(task), { about: 'everything', read: 'auto' }, everything];
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
