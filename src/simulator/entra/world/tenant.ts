import type { CheckedTenantSeed } from './tenant-seed.ts';
import { VersionedMap } from '../../aws/world/versioned-map.ts';
import { hexId, uuid } from '../../aws/world/ids.ts';
import type { JsonObject } from '../../aws/json.ts';
import type { SimulatedClock } from '../../clock.ts';
import type { SyncJob } from '../provisioning/sync-job.ts';
import type { ProvisioningRecord } from '../provisioning/provisioning-record.ts';
import type {
  Application,
  AppRoleAssignment,
  Client,
  Deleted,
  Group,
  ServicePrincipal,
  User,
} from './state.ts';

const keptMs = 30 * 24 * 60 * 60 * 1000;

export interface TenantFacts {
  readonly id: string;
  readonly displayName: string;
  readonly domain: string;
  readonly servicePlans: Set<string>;
  readonly subscription: CheckedTenantSeed['tenant']['subscription'];
}

/** Everything a tenant holds. */
export class Tenant {
  readonly facts: TenantFacts;
  readonly clock: SimulatedClock;
  readonly users: VersionedMap<User>;
  readonly groups: VersionedMap<Group>;
  readonly servicePrincipals: VersionedMap<ServicePrincipal>;
  readonly applications: VersionedMap<Application>;
  readonly assignments: VersionedMap<AppRoleAssignment>;
  readonly deletedUsers = new Map<string, Deleted<User>>();
  readonly deletedGroups = new Map<string, Deleted<Group>>();
  /** By app id. */
  readonly clients = new Map<string, Client>();
  /** By id of the enterprise app's service principal. */
  readonly jobs = new Map<string, SyncJob>();
  readonly conditionalAccess = new Map<string, JsonObject>();
  readonly provisioningRecords: ProvisioningRecord[] = [];
  readonly #namesUsed = new Map<string, number>();

  constructor(facts: TenantFacts, clock: SimulatedClock, longestLag: () => number) {
    this.facts = facts;
    this.clock = clock;
    const table = <V>(): VersionedMap<V> => new VersionedMap<V>(() => clock.now(), longestLag);
    this.users = table();
    this.groups = table();
    this.servicePrincipals = table();
    this.applications = table();
    this.assignments = table();
  }

  /** The same for the same name at first; what is made anew under an old name gets another id. */
  newId(kind: string, name: string): string {
    return uuid(`entra-${kind}`, this.#counted(kind, name));
  }

  /** Ids of app role assignments are no GUIDs. */
  newAssignmentId(principalId: string, resourceId: string): string {
    const name = this.#counted('assignment', `${principalId} ${resourceId}`);
    return Buffer.from(hexId('entra-assignment', name, 64), 'hex').toString('base64url');
  }

  clientNamed(name: string): Client {
    const found = [...this.clients.values()].find((client) => client.name === name);
    return found ?? unknown('app', name);
  }

  /** What was deleted long enough ago is gone, and so is what it was assigned to. */
  expireDeleted(): void {
    const oldest = this.clock.now() - keptMs;
    for (const table of [this.deletedUsers, this.deletedGroups]) {
      for (const [id, { at }] of table) {
        if (at > oldest) continue;
        table.delete(id);
        this.unassignAll(id);
      }
    }
  }

  unassignAll(principalId: string): void {
    for (const one of this.assignments.values()) {
      if (one.principalId === principalId) this.assignments.delete(one.id);
    }
  }

  #counted(kind: string, name: string): string {
    const times = (this.#namesUsed.get(`${kind} ${name}`) ?? 0) + 1;
    this.#namesUsed.set(`${kind} ${name}`, times);
    return times === 1 ? name : `${name} #${times}`;
  }
}

export function unknown(kind: string, name: string): never {
  throw new Error(`the simulated tenant has no ${kind} "${name}"`);
}
