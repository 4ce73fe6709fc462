import { OWNERSHIP_TAG } from '../../../src/core/model/permission-set.ts';
import type { WorldSeed } from '../../../src/simulator/aws/world/world-seed.ts';
import type { FleetSize } from './fleet-size.ts';
import { makePermissionSets, type DeclaredSet, customerPolicies } from './make-permission-sets.ts';
import { makePlaces, numbered, type Places } from './make-places.ts';
import { mappingFiles, ruleFile } from './mapping-files.ts';
import { Random } from './random.ts';
import { RuleBook } from './rule-book.ts';
import { named, writeRules } from './write-rules.ts';

export interface FleetOptions extends FleetSize {
  readonly seed: number;
  /** Whether a rule selects accounts by tag, which costs a request an account. */
  readonly byTag: boolean;
}

/** An organization, the mapping files that describe it as it is, and a change to them. */
export interface Fleet {
  /** By path in the repository. */
  readonly files: Readonly<Record<string, string>>;
  /** What a pull request on ten assignments writes. */
  readonly change: Readonly<Record<string, string>>;
  readonly organization: WorldSeed;
  readonly facts: FleetFacts;
  /** As they are once the change is applied. */
  readonly factsAfter: FleetFacts;
}

/** What there is to read and to change. */
export interface FleetFacts extends FleetOptions {
  /** Below the root. */
  readonly units: number;
  /** In how many accounts anybody has each of the sets. */
  readonly accountsOfSets: readonly number[];
  /** Policies of every kind, boundaries included, of all sets together. */
  readonly policies: number;
  /** Assignments, each in a pair of its own, and the groups that have them. */
  readonly change: { readonly coming: number; readonly going: number; readonly groups: number };
}

/** Six come and four go. */
const coming = 6;
const going = 4;
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
  // Nothing else is granted to these two, so that the change is exactly what it says.
  const [blue = '', green = ''] = groups.slice(-2);
  const book = writeRules(
    {
      places,
      sets: names,
      groups: groups.slice(0, -2),
      assignments: options.assignments - going,
      byTag: options.byTag,
    },
    random,
  );
  const rota = (group: string, permissionSet: string, count: number) => {
    const others = places.accounts.filter(({ management }) => !management);
    const accounts = random.some(others, count).map(({ name }) => name);
    return { file: 'rota', groups: [group], permissionSet, target: named(accounts) };
  };
  const removed = rota(blue, random.pick(names), going);
  const added = rota(green, random.pick(names), coming);
  const after = new RuleBook();
  for (const rule of [...book.rules, added]) after.add(rule);
  book.add(removed);
  const factsOf = ({ assignments, pairs }: RuleBook): FleetFacts => ({
    ...options,
    assignments,
    units: places.units.length,
    accountsOfSets: names.map((name) => pairs.get(name)?.size ?? 0),
    policies: [...sets.values()].reduce((sum, set) => sum + policiesOf(set), 0),
    change: { coming, going, groups: 2 },
  });
  return {
    files: mappingFiles({ owner, sets, rules: book.rules }),
    change: ruleFile('rota', [added]),
    organization: organizationOf(places, sets, groups, book),
    facts: factsOf(book),
    factsAfter: factsOf(after),
  };
}

function organizationOf(
  places: Places,
  sets: ReadonlyMap<string, DeclaredSet>,
  groups: readonly string[],
  book: RuleBook,
): WorldSeed {
  return {
    policiesInEveryAccount: [...customerPolicies],
    accounts: places.accounts.map(({ tags, ...account }) => ({ ...account, tags: { ...tags } })),
    groups: Object.fromEntries(groups.map((name) => [name, []])),
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
