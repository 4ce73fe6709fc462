import { asAsked } from '../core/desired/as-asked.ts';
import { buildDesired } from '../core/desired/build-desired.ts';
import type { Diagnostic } from '../core/diagnostics/diagnostic.ts';
import type { Mapping, PrincipalReference, Selector } from '../core/mapping/mapping.ts';
import { namedPrincipals } from '../core/mapping/named-principals.ts';
import type { Directory } from '../core/model/directory.ts';
import { nothing, type Reading } from '../core/model/reading.ts';
import { sortedUnique } from '../core/model/order.ts';
import type { Instance, Snapshot } from '../core/model/snapshot.ts';
import type { Version, Versions } from '../core/plan/attribute.ts';
import {
  type ComparedFiles,
  filesDiffer,
  whyEverything,
  whyUsersNeedAll,
} from '../core/reading/why-everything.ts';
import type { AwsTarget } from '../ports/connect.ts';
import type { EntraTarget } from '../ports/connect-directory.ts';
import type { DirectoryReader } from '../ports/directory-read.ts';
import type { Journal } from '../ports/journal.ts';
import { PortError } from '../ports/port-error.ts';
import type { AwsReadPorts } from '../ports/readers.ts';
import type { LoadedVersion } from './load-version.ts';
import { problemsOf } from './problems-of.ts';
import { askedSettings, readDirectory } from './read-directory.ts';
import type { GroundQuestion } from './reading/ground.ts';
import { readSnapshot } from './reading/read-snapshot.ts';
import type { Resolve, SnapshotQuestion } from './reading/snapshot-question.ts';
import { runDiagnostic, RunProblem } from './run-problem.ts';

/** Mapping files of up to three commits; the same object where two of them are the same commit. */
export interface Mappings {
  readonly head: Mapping;
  readonly base: Mapping | null;
  readonly lastApplied: Mapping | null;
  readonly lastAppliedAt: string | null;
  /** Merged since then, before base or head. */
  readonly between: readonly Mapping[];
}

/** What a plan is gathered through. */
export interface GatherPorts {
  readonly readers: AwsReadPorts;
  readonly connectDirectory: (target: EntraTarget) => DirectoryReader;
  readonly journal: Journal;
  /** Told what will be read and what it will take, before it is. */
  readonly onReading?: (reading: Reading) => void;
  /** Told why Entra cannot be read, by whoever can do without; else that rejects. */
  readonly onUnreadDirectory?: (problems: readonly Diagnostic[]) => void;
}

/** `auto` is the cheapest way that answers. */
export type ReadChoice = 'auto' | 'complete';

export interface GatherTask extends Pick<SnapshotQuestion, 'about' | 'knownNames'> {
  readonly read: ReadChoice;
  /** True where units and applications are asked for that no file names. */
  readonly beyondFiles?: boolean;
  readonly instance: Instance;
  readonly mappings: Mappings;
  /** ISO 8601 in UTC. */
  readonly now: string;
}

export interface GatheredPlan {
  readonly snapshot: Snapshot;
  readonly versions: Versions;
}

/** Reads the organization once for all versions, as far as they need it, and resolves each against it. */
export async function gatherPlan(ports: GatherPorts, task: GatherTask): Promise<GatheredPlan> {
  const { readers, connectDirectory, journal, onReading = () => undefined } = ports;
  const { instance, mappings, now, about, read, knownNames, beyondFiles = false } = task;
  const { head } = mappings;
  const present = [head, mappings.base, mappings.lastApplied, ...mappings.between].filter(
    (mapping) => mapping !== null,
  );
  const entra = askedSettings(head.settings.entra);
  const directory =
    entra === null
      ? Promise.resolve(null)
      : // What head says of Entra holds for every version of its tenant: a name must mean the same in all.
        unlessUnread(
          readDirectory(connectDirectory(entra), entra, present.flatMap(principalsOf)),
          ports,
        );
  const { requestsPerSecond } = head.settings;
  const files = comparedFiles(mappings, instance);
  const whyComplete = whyAll(files, about, read);
  const question = {
    about,
    whyComplete,
    filesDiffer: filesDiffer(files),
    knownNames,
    requestsPerSecond,
  };
  let listed = 0;
  const resolve: Resolve = async (ground) => {
    listed = ground.groups.length;
    const found = await directory;
    const versions = resolveVersions(mappings, { ...ground, ...noSets, directory: found }, now);
    return { versions, directory: found };
  };
  const ground = {
    ...groundOf(present, head, instance),
    ...(beyondFiles && ({ units: 'all', applications: 'all' } as const)),
  };
  const readWith = (why: string | null) =>
    readSnapshot(readers, { ...question, ...ground, whyComplete: why }, resolve, {
      journal,
      onReading,
    });
  const [narrow, entraHolds] = await Promise.all([readWith(whyComplete), directory]);
  // What such a group lacks was not asked; and to Entra's side it looked as if AWS did not have it.
  const isSurprised = narrow.reading.strategy !== 'complete' && narrow.groups.length > listed;
  const live = isSurprised
    ? await readWith('an assignment is of a group that the list of groups does not show')
    : narrow;
  const snapshot = { ...live, directory: entraHolds };
  // Anew, because what namesakes hold is told, and a whole reading shows groups that their list had not.
  return { snapshot, versions: resolveVersions(mappings, snapshot, now) };
}

async function unlessUnread(
  reading: Promise<Directory>,
  { onUnreadDirectory }: Pick<GatherPorts, 'onUnreadDirectory'>,
): Promise<Directory | null> {
  try {
    return await reading;
  } catch (error) {
    const problems = problemsOf(error);
    const isCancelled = error instanceof PortError && error.kind === 'cancelled';
    if (onUnreadDirectory === undefined || problems === null || isCancelled) throw error;
    onUnreadDirectory(problems);
    return null;
  }
}

/** A snapshot before its permission sets are read: names and selectors need none of them. */
const noSets = {
  permissionSets: [],
  provisioned: [],
  assignments: [],
  gonePrincipalIds: [],
  permissionSetNames: new Map(),
  reading: { strategy: 'touched', why: null, estimate: { requests: 0, seconds: 0 } },
  coverage: nothing,
  exhaustive: false,
} satisfies Partial<Snapshot>;

function whyAll(files: ComparedFiles, about: GatherTask['about'], read: ReadChoice): string | null {
  if (read === 'complete') return 'read: complete asks for it';
  if (about === 'changes') return whyEverything(files);
  const { head, base, lastApplied, between } = files;
  return whyUsersNeedAll([head, base, lastApplied, ...between].filter((each) => each !== null));
}

function comparedFiles(mappings: Mappings, instance: Instance): ComparedFiles {
  const { head } = mappings;
  const same = (mapping: Mapping | null): mapping is Mapping =>
    mapping !== null && isSameTarget(mapping, head, instance);
  return {
    head,
    base: same(mappings.base) ? mappings.base : null,
    lastApplied: same(mappings.lastApplied) ? mappings.lastApplied : null,
    between: mappings.between.filter(same),
  };
}

function resolveVersions(mappings: Mappings, snapshot: Snapshot, now: string): Versions {
  const { head, base, lastApplied, between } = comparedFiles(mappings, snapshot.instance);
  const resolved = new Map<Mapping, Version>();
  const resolve = (mapping: Mapping): Version => {
    const known = resolved.get(mapping) ?? {
      mapping,
      desired: buildDesired(mapping, asAsked(mapping, head, snapshot), now),
    };
    resolved.set(mapping, known);
    return known;
  };
  const joined = new Map<string, string | null>(
    snapshot.accounts.map(({ id, joinedAt }) => [id, joinedAt]),
  );
  return {
    head: resolve(head),
    base: base === null ? null : resolve(base),
    lastApplied: lastApplied === null ? null : resolve(lastApplied),
    lastAppliedAt: mappings.lastAppliedAt,
    between: between.map(resolve),
    joinedAt: (accountId) => joined.get(accountId) ?? null,
  };
}

/** Files that were written for another instance or owner say nothing about this one. */
function isSameTarget({ settings }: Mapping, head: Mapping, instance: Instance): boolean {
  const { owner, region, instanceArn } = settings;
  return (
    owner.value === head.settings.owner.value &&
    (instanceArn === null || instanceArn.value === instance.arn) &&
    (region === null || head.settings.region === null || region === head.settings.region)
  );
}

function principalsOf(mapping: Mapping): readonly PrincipalReference[] {
  const { settings } = mapping;
  const named = namedPrincipals(mapping);
  const kept = settings.guardrails.protect.flatMap(({ groups }) => groups);
  return [...named, ...kept, ...(settings.entra?.unassignGroups ?? [])].map(({ value }) => value);
}

/** Account tags cost a call for each account, so they are read only if a selector asks for them. */
function groundOf(mappings: readonly Mapping[], head: Mapping, instance: Instance): GroundQuestion {
  const users = mappings
    .flatMap(namedPrincipals)
    .map(({ value }) => value)
    .filter(({ type }) => type === 'USER');
  const selectors = mappings.flatMap(selectorsOf);
  return {
    instance,
    accountTags: selectors.some(({ kind }) => kind === 'tag'),
    units: sortedUnique(selectors.flatMap((selector) => ('unit' in selector ? selector.unit : []))),
    userNames: users.filter(({ by }) => by === 'name').map(({ value }) => value),
    userIds: users.filter(({ by }) => by === 'id').map(({ value }) => value),
    // Files that are no longer head's cannot ask for anything to be done about them.
    accessControlAttributes: head.settings.accessControlAttributes !== null,
    applications: mappings.flatMap((mapping) =>
      mapping.applications.flatMap(({ applications }) => applications.map(({ value }) => value)),
    ),
  };
}

function selectorsOf({ rules, accountSets, settings }: Mapping): readonly Selector[] {
  return [
    ...rules.flatMap(({ accounts, except }) => [...accounts, ...except]),
    ...accountSets.flatMap(({ accounts }) => accounts),
    ...settings.ignore.flatMap(({ accounts }) => accounts ?? []),
    ...settings.guardrails.protect.flatMap(({ accounts }) => accounts),
  ].map(({ value }) => value);
}

/** Where to find Identity Center: the files say, else the input, else the environment. */
export function awsTarget(mapping: Mapping, regionInput: string | null): AwsTarget {
  const { region, requestsPerSecond } = mapping.settings;
  const found = region ?? regionInput;
  if (found === null) {
    throw new RunProblem([
      runDiagnostic('no-region', 'no Region is known for IAM Identity Center', {
        help: 'set settings.identityCenter.region, or the input aws-region',
      }),
    ]);
  }
  return { region: found, requestsPerSecond };
}

/** A mapping that nothing can be planned without. A directory that vanished is refused: it is no empty wish. */
export function requireMapping({ checked, exists }: LoadedVersion): Mapping {
  if (checked.value !== null) return checked.value;
  throw new RunProblem(checked.diagnostics, { result: exists ? 'invalid' : 'refused' });
}
