import type { SimulatedClock } from '../../clock.ts';
import { AccessHistory } from './access-history.ts';
import type { EffectiveAccess } from './access-history.ts';
import { hexId } from './ids.ts';
import { pairKey } from './state.ts';
import type {
  AccessControl,
  Account,
  Application,
  Group,
  Instance,
  OrganizationalUnit,
  Pair,
  PermissionSet,
  PrincipalRef,
  Role,
  Trail,
  User,
} from './state.ts';
import { VersionedMap } from './versioned-map.ts';
import type { Table } from './versioned-map.ts';

/** What does not change while a simulator runs, but for who the delegate is and which trails there are. */
export interface Place {
  readonly partition: string;
  readonly organizationId: string;
  readonly rootId: string;
  readonly managementAccountId: string;
  delegateAccountId: string | undefined;
  readonly instance: Instance;
  readonly accountInstances: readonly Instance[];
  readonly replicaRegions: readonly string[];
  /** AWS managed policies that exist, as ARNs; undefined: all. */
  readonly awsPolicies: ReadonlySet<string> | undefined;
  readonly policiesInEveryAccount: readonly string[];
  trails: readonly Trail[];
}

/** The state at one instant. */
export interface WorldView {
  readonly accounts: Table<Account>;
  readonly units: Table<OrganizationalUnit>;
  readonly groups: Table<Group>;
  readonly users: Table<User>;
  readonly permissionSets: Table<PermissionSet>;
  readonly pairs: Table<Pair>;
  readonly applications: Table<Application>;
}

export class World implements WorldView {
  readonly place: Place;
  readonly clock: SimulatedClock;
  readonly history = new AccessHistory();
  accessControl: AccessControl | undefined;
  readonly accounts: VersionedMap<Account>;
  readonly units: VersionedMap<OrganizationalUnit>;
  readonly groups: VersionedMap<Group>;
  readonly users: VersionedMap<User>;
  readonly permissionSets: VersionedMap<PermissionSet>;
  readonly applications: VersionedMap<Application>;
  readonly #pairs: VersionedMap<Pair>;
  // These only grow: what they name may be gone, and whoever reads them looks it up.
  readonly #pairsBySet = new Map<string, Set<string>>();
  readonly #pairsByAccount = new Map<string, Set<string>>();
  readonly #pairsByPrincipal = new Map<string, Set<string>>();
  readonly #namesUsed = new Map<string, number>();
  #rolesMade = 0;

  constructor(place: Place, clock: SimulatedClock, readLag: () => number) {
    this.place = place;
    this.clock = clock;
    const table = <V>(): VersionedMap<V> => new VersionedMap<V>(() => clock.now(), readLag);
    this.accounts = table();
    this.units = table();
    this.groups = table();
    this.users = table();
    this.permissionSets = table();
    this.applications = table();
    this.#pairs = table();
  }

  get pairs(): Table<Pair> {
    return this.#pairs;
  }

  asOf(time: number): WorldView {
    return {
      accounts: this.accounts.asOf(time),
      units: this.units.asOf(time),
      groups: this.groups.asOf(time),
      users: this.users.asOf(time),
      permissionSets: this.permissionSets.asOf(time),
      pairs: this.#pairs.asOf(time),
      applications: this.applications.asOf(time),
    };
  }

  pairsOfSet(view: WorldView, arn: string): Pair[] {
    return lookUp(view, this.#pairsBySet.get(arn));
  }

  pairsOfAccount(view: WorldView, accountId: string): Pair[] {
    return lookUp(view, this.#pairsByAccount.get(accountId));
  }

  pairsOfPrincipal(view: WorldView, principal: PrincipalRef): Pair[] {
    return lookUp(view, this.#pairsByPrincipal.get(principal.id)).filter((pair) =>
      pair.assignments.some((one) => one.id === principal.id && one.type === principal.type),
    );
  }

  /** A set made again under an old name is another set. */
  newSetArn(name: string): string {
    const { partition, instance } = this.place;
    const id = hexId('set', this.newName('set', name), 16);
    return `arn:${partition}:sso:::permissionSet/${instance.id}/ps-${id}`;
  }

  /** The name itself at first, then the name with a number: ids made from it never come back. */
  newName(kind: string, name: string): string {
    const times = (this.#namesUsed.get(`${kind} ${name}`) ?? 0) + 1;
    this.#namesUsed.set(`${kind} ${name}`, times);
    return times === 1 ? name : `${name} #${times}`;
  }

  principalExists(principal: PrincipalRef): boolean {
    const table = principal.type === 'GROUP' ? this.groups : this.users;
    return table.get(principal.id) !== undefined;
  }

  setPair(pair: Pair): void {
    const before = this.#pairs.get(pair.key);
    const after = this.#withRole(before, pair);
    this.#pairs.set(pair.key, after);
    remember(this.#pairsBySet, pair.permissionSetArn, pair.key);
    remember(this.#pairsByAccount, pair.accountId, pair.key);
    for (const principal of pair.assignments) {
      remember(this.#pairsByPrincipal, principal.id, pair.key);
    }
    this.history.record(this.clock.now(), this.effective(before), this.effective(after));
  }

  deletePair(accountId: string, permissionSetArn: string): void {
    const key = pairKey(accountId, permissionSetArn);
    const before = this.#pairs.get(key);
    this.#pairs.delete(key);
    this.history.record(this.clock.now(), this.effective(before), []);
  }

  /** Does something to principals and records what their access loses or gains by it. */
  changePrincipals(principals: readonly PrincipalRef[], change: () => void): void {
    const pairs = new Set(principals.flatMap((one) => this.pairsOfPrincipal(this, one)));
    const before = [...pairs].map((pair) => this.effective(pair));
    change();
    [...pairs].forEach((pair, index) => {
      this.history.record(this.clock.now(), before[index] ?? [], this.effective(pair));
    });
  }

  effective(pair: Pair | undefined): EffectiveAccess[] {
    if (pair?.role === undefined) return [];
    const { accountId, permissionSetArn, version, content, role } = pair;
    const permissionSet = this.permissionSets.get(permissionSetArn)?.name ?? permissionSetArn;
    return pair.assignments
      .filter((principal) => this.principalExists(principal))
      .map(({ type: principalType, id: principalId }) => ({
        accountId,
        permissionSet,
        permissionSetArn,
        principalType,
        principalId,
        role: role.name,
        version,
        content,
      }));
  }

  // The role lives and dies with the assignments, and every new one is named anew.
  #withRole(before: Pair | undefined, pair: Pair): Pair {
    if (pair.assignments.length === 0) return { ...pair, role: undefined };
    return { ...pair, role: pair.role ?? before?.role ?? this.#makeRole(pair) };
  }

  #makeRole(pair: Pair): Role {
    this.#rolesMade += 1;
    const suffix = hexId('role', `${pair.key} ${this.#rolesMade}`, 16);
    const name = this.permissionSets.get(pair.permissionSetArn)?.name ?? 'unknown';
    return { name: `AWSReservedSSO_${name}_${suffix}`, suffix };
  }
}

function lookUp(view: WorldView, keys: ReadonlySet<string> | undefined): Pair[] {
  return [...(keys ?? [])].flatMap((key) => {
    const pair = view.pairs.get(key);
    return pair === undefined ? [] : [pair];
  });
}

function remember(index: Map<string, Set<string>>, name: string, key: string): void {
  const keys = index.get(name) ?? new Set();
  keys.add(key);
  index.set(name, keys);
}
