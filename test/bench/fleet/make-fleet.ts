import { OWNERSHIP_TAG } from '../../../src/core/model/permission-set.ts';
import type { WorldSeed } from '../../../src/simulator/aws/world/world-seed.ts';
import type { FleetSize } from './fleet-size.ts';
import { makeMembers } from './make-members.ts';
import { makePermissionSets, type DeclaredSet, customerPolicies } from './make-permission-sets.ts';
import { makePlaces, numbered, type Places } from './make-places.ts';
import { type Change, type Changes, goingAtAll, makeChanges } from './make-changes.ts';
import { mappingFiles } from './mapping-files.ts';
import { Random } from './random.ts';
import { type Rule, RuleBook } from './rule-book.ts';
import { writeRules } from './write-rules.ts';

export interface FleetOptions extends FleetSize {
  readonly seed: number;
  /** Whether a rule selects accounts by tag, which costs a request an account. */
  readonly byTag: boolean;
}

/** An organization, the mapping files that describe it as it is, and changes to them. */
export interface Fleet {
  /** By path in the repository. */
  readonly files: Readonly<Record<string, string>>;
  readonly organization: WorldSeed;
  readonly facts: FleetFacts & {
    readonly change: { readonly coming: number; readonly going: number };
  };
  readonly changes: Changes;
  readonly rules: readonly Rule[];
  /** What the hand-over writes. */
  readonly change: Readonly<Record<string, string>>;
  readonly factsAfter: FleetFacts;
}

/** What there is to read. */
export interface FleetFacts extends FleetOptions {
  /** Below the root. */
  readonly units: number;
  /** How many of them stand in each unit, the root included, that is on the way to one that rules name. */
  readonly unitsOnTheWay: readonly number[];
  /** In how many accounts anybody has each of the sets. */
  readonly accountsOfSets: readonly number[];
  /** How many assignments each group has that has any. */
  readonly assignmentsOfGroups: ReadonlyMap<string, number>;
  /** Who is in each group. */
  readonly membersOfGroups: ReadonlyMap<string, readonly string[]>;
  /** Policies of every kind, boundaries included, of all sets together. */
  readonly policies: number;
}

const owner = 'bench';

export function makeFleet(options: FleetOptions): Fleet {
  const random = new Random(options.seed);
  const places = makePlaces(options.accounts, random);
  const sets = makePermissionSets(options.permissionSets, random);
  const names = [...sets.keys()];
  const groups = Array.from(
    { length: options.groups },
    (_, index) => `AWS-Team-${numbered(index, 4)}`,
  );
  // Nothing else is granted to these two, so that a change is exactly what it says.
  const [blue = '', green = ''] = groups.slice(-2);
  const others = groups.slice(0, -2);
  const assignments = options.assignments - goingAtAll;
  const { byTag } = options;
  const book = writeRules({ places, sets: names, groups: others, assignments, byTag }, random);
  const accounts = places.accounts.filter(({ management }) => !management);
  const changes = makeChanges(
    {
      accounts: accounts.map(({ name }) => name),
      sets: names,
      groups: others,
      own: [blue, green],
    },
    book,
    random,
  );
  const policies = [...sets.values()].reduce((sum, set) => sum + policiesOf(set), 0);
  const units = places.units.length;
  const unitsOnTheWay = wayTo(unitsIn(book.rules)).map(
    (unit) => places.units.filter((other) => parentOf(other) === unit).length,
  );
  const { handOver } = changes;
  const { rules } = book;
  const counts = countsOf(book, names.length);
  const change = { coming: handOver.coming.length, going: handOver.going.length };
  const membersOfGroups = makeMembers(groups);
  const facts = {
    ...options,
    units,
    unitsOnTheWay,
    membersOfGroups,
    policies,
    ...counts,
    change,
  };
  return {
    files: mappingFiles({ owner, sets, rules }),
    organization: organizationOf(places, sets, membersOfGroups, book),
    facts,
    changes,
    rules,
    change: handOver.files,
    factsAfter: factsOnceMerged({ facts, rules }, [handOver]),
  };
}

/** What there is once these changes are applied. */
export function factsOnceMerged(
  { facts, rules }: Pick<Fleet, 'facts' | 'rules'>,
  changes: readonly Change[],
): FleetFacts {
  const removed = new Set(changes.flatMap((change) => change.removed));
  const left = rules.filter((rule) => !removed.has(rule));
  const book = new RuleBook([...left, ...changes.flatMap(({ added }) => added)]);
  return { ...facts, ...countsOf(book, facts.permissionSets) };
}

function countsOf({ assignments, pairs, grants }: RuleBook, sets: number) {
  const used = [...pairs.values()];
  const ofGroups = new Map<string, number>();
  for (const { group, accounts } of grants)
    ofGroups.set(group, (ofGroups.get(group) ?? 0) + accounts.length);
  return {
    assignments,
    accountsOfSets: Array.from({ length: sets }, (_, index) => used[index]?.size ?? 0),
    assignmentsOfGroups: ofGroups,
  };
}

function unitsIn(rules: readonly Rule[]): string[] {
  const selectors = rules.flatMap(({ target }) => target.selectors);
  return selectors.filter((selector) => selector.startsWith('ou:')).map((text) => text.slice(3));
}

/** Every unit that holds one of these, and what holds that, up to the root. */
function wayTo(units: readonly string[]): string[] {
  const way = new Set<string>();
  for (const unit of units) {
    for (let at = unit; at !== '/';) way.add((at = parentOf(at)));
  }
  return [...way].toSorted();
}

function parentOf(unit: string): string {
  return unit.slice(0, unit.lastIndexOf('/')) || '/';
}

function organizationOf(
  places: Places,
  sets: ReadonlyMap<string, DeclaredSet>,
  groups: FleetFacts['membersOfGroups'],
  book: RuleBook,
): WorldSeed {
  return {
    policiesInEveryAccount: [...customerPolicies],
    accounts: places.accounts.map(({ tags, ...account }) => ({ ...account, tags: { ...tags } })),
    groups: Object.fromEntries([...groups].map(([name, members]) => [name, [...members]])),
    permissionSets: Object.fromEntries([...sets].map(([name, set]) => [name, liveSet(set)])),
    assignments: book.grants
      .filter(({ accounts }) => accounts.length > 0)
      .map(({ accounts, ...grant }) => ({ ...grant, account: [...accounts] })),
  };
}

function liveSet(set: DeclaredSet): NonNullable<WorldSeed['permissionSets']>[string] {
  const { sessionDuration, managedPolicies, customerManagedPolicies, tags, ...rest } = set;
  const { description, inlinePolicy, permissionsBoundary } = rest;
  return {
    description,
    sessionDuration: `PT${sessionDuration.toUpperCase()}`,
    managedPolicies: [...managedPolicies],
    customerManagedPolicies: customerManagedPolicies.map(({ path, name }) => path + name),
    ...(inlinePolicy && { inlinePolicy: JSON.stringify(inlinePolicy) }),
    ...(permissionsBoundary && { permissionsBoundary }),
    tags: { ...tags, [OWNERSHIP_TAG]: owner },
  };
}

function policiesOf(set: DeclaredSet): number {
  const single = [set.inlinePolicy, set.permissionsBoundary].filter((one) => one !== undefined);
  return set.managedPolicies.length + set.customerManagedPolicies.length + single.length;
}
