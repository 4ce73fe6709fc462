import type { Plan } from '../../../src/core/plan/plan.ts';
import type { Snapshot } from '../../../src/core/model/snapshot.ts';
import { buildPlan } from '../../../src/core/plan/build-plan.ts';
import { gatherPlan, type GatherTask } from '../../../src/effects/gather-plan.ts';
import { type Files, mappingOf } from '../../core/support/files.ts';
import { directoryOf, type Entra } from '../../core/support/entra.ts';
import { accountId, accounts, snapshotOf } from '../../core/support/live.ts';
import { BASE, HEAD, LAST_APPLIED_AT, line, NOW, type Story } from '../../core/support/planned.ts';
import type { IdentityStoreReader } from '../../../src/ports/identity-center-read.ts';
import { fakeAws, type FakeAwsOptions } from './fake-aws.ts';
import { FakeEntra } from './fake-entra.ts';

/** Sets that nobody changes, in every account, so that reading everything is dear. */
const fillers = ['Filler1', 'Filler2', 'Filler3', 'Filler4'];
const places = ['dev', 'test', 'prod', 'sandbox'];

export interface NarrowTask extends Partial<Pick<GatherTask, 'about' | 'read'>> {
  readonly before?: FakeAwsOptions['before'];
  readonly names?: ReadonlyMap<string, string>;
  /** A group that is there, and that the list of groups does not show yet. */
  readonly unlisted?: string;
  /** The tenant of files that have one. */
  readonly entra?: Entra;
}

export interface Gathered {
  readonly snapshot: Snapshot;
  readonly plan: Plan;
  /** As tests name operations: `change grant Admin dev Blue`. */
  readonly lines: readonly string[];
  /** Calls to IAM Identity Center in the order they were made, with accounts by name, but for fillers. */
  readonly calls: readonly string[];
}

/** Gathers and plans on an organization in memory where one request takes a second. */
export async function gatherNarrowly(story: Story, task: NarrowTask = {}): Promise<Gathered> {
  const { head, base = null, lastApplied = base, between = [], live = {}, now = NOW } = story;
  const world = snapshotOf({
    ...live,
    sets: { ...live.sets, ...Object.fromEntries(fillers.map((name) => [name, {}])) },
    grants: [
      ...(live.grants ?? []),
      ...fillers.flatMap((name) => places.map((place) => `Green ${name} ${place}`)),
    ],
  });
  const calls: string[] = [];
  const names = new Map(
    Object.keys({ ...accounts, ...live.accounts }).map((name) => [String(accountId(name)), name]),
  );
  const { readers } = fakeAws(world, {
    before: (call, about) => {
      const words = about.map((word) => names.get(word) ?? word);
      if (!words.some((word) => fillers.includes(word))) calls.push([call, ...words].join(' '));
      task.before?.(call, words);
    },
  });
  const known = new Map<Files, ReturnType<typeof mappingOf>>();
  const mapping = (files: Files) => {
    const found = known.get(files) ?? mappingOf(withFillers(files));
    known.set(files, found);
    return found;
  };
  const about = task.about ?? 'changes';
  const { snapshot, versions } = await gatherPlan(
    {
      readers: { ...readers, identityStore: withoutListing(readers.identityStore, task.unlisted) },
      connectDirectory: () => new FakeEntra(directoryOf(task.entra ?? {}), world.groups).reader,
      journal: { progress: () => undefined, warn: () => undefined },
    },
    {
      instance: world.instance,
      mappings: {
        head: mapping(head),
        base: base === null ? null : mapping(base),
        lastApplied: lastApplied === null ? null : mapping(lastApplied),
        lastAppliedAt: LAST_APPLIED_AT,
        between: between.map(mapping),
      },
      now,
      about,
      read: task.read ?? 'auto',
      knownNames: () => Promise.resolve(task.names ?? new Map()),
    },
  );
  const { plan } = buildPlan({
    snapshot,
    versions,
    baseMapping: versions.base?.mapping ?? null,
    headCommit: HEAD,
    baseCommit: BASE,
    guarded: false,
    baseUnreadable: false,
    digestIncludesDrift: about === 'everything',
  });
  return { snapshot, plan, lines: plan.operations.map(line), calls };
}

function withFillers(files: Files): Files {
  return {
    ...files,
    identityCenter: { requestsPerSecond: 1 },
    permissionSets: {
      ...files.permissionSets,
      ...Object.fromEntries(fillers.map((name) => [name, {}])),
    },
    assignments: [
      ...(files.assignments ?? []),
      { groups: 'Green', permissionSets: fillers, accounts: places },
    ],
  };
}

function withoutListing(
  store: IdentityStoreReader,
  unlisted: string | undefined,
): IdentityStoreReader {
  return {
    ...store,
    listGroups: async (id) =>
      (await store.listGroups(id)).filter(({ displayName }) => displayName !== unlisted),
  };
}
