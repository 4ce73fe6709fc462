import type { Directory } from '../../../src/core/model/directory.ts';
import type { Group } from '../../../src/core/model/principal.ts';
import { isSameName } from '../../../src/core/select/join-groups.ts';
import type { DirectoryReader } from '../../../src/ports/directory-read.ts';
import type { DirectoryWriter, ProvisionAnswer } from '../../../src/ports/directory-write.ts';
import { PortError } from '../../../src/ports/port-error.ts';

export interface FakeEntraOptions {
  readonly now?: () => number;
  /** Asked before every call; may throw what the call rejects with, and then nothing has happened. */
  readonly before?: (call: string, about: readonly string[]) => void;
  /** Asked after every write has happened; may throw that its answer was lost. */
  readonly after?: (call: string, about: readonly string[]) => void;
  /** What Entra says instead of provisioning; null lets it. */
  readonly answers?: (objectId: string) => ProvisionAnswer | null;
  /** Milliseconds from Entra's answer to AWS's list; null for never. */
  readonly delay?: (objectId: string) => number | null;
  /** Direct members beyond those that go at once. */
  readonly left?: number;
  /** Groups of AWS that Entra made itself and knows again under any name: identity store id by object id. */
  readonly made?: Readonly<Record<string, string>>;
}

/** A tenant in memory that starts as the directory, and the identity store that it provisions. */
export class FakeEntra {
  readonly writes: string[] = [];
  readonly assigned: Set<string>;
  readonly #world: Directory;
  readonly #options: FakeEntraOptions;
  #store: readonly Group[];
  #coming: { readonly at: number; readonly objectId: string }[] = [];

  constructor(world: Directory, store: readonly Group[], options: FakeEntraOptions = {}) {
    this.#world = world;
    this.#store = store;
    this.#options = options;
    this.assigned = new Set(world.assignedGroupIds);
  }

  /** What the identity store lists now. */
  groups(): readonly Group[] {
    const now = this.#options.now?.() ?? 0;
    const due = this.#coming.filter(({ at }) => at <= now);
    this.#coming = this.#coming.filter(({ at }) => at > now);
    for (const { objectId } of due) this.sync(objectId);
    return this.#store;
  }

  /** A provisioning cycle of one group: what Entra made is renamed, a namesake taken over, else one is made. */
  sync(objectId: string): void {
    const group = this.#world.groups.find(({ id }) => id === objectId);
    if (group === undefined) throw new Error(`Entra has no group ${objectId}`);
    const { displayName } = group;
    const own =
      this.#store.find(({ id }) => id === this.#options.made?.[objectId]) ??
      this.#store.find(({ externalIds }) => externalIds.some(({ id }) => id === objectId)) ??
      this.#store.find((live) => isSameName(live.displayName, displayName));
    const external = this.#world.join === 'external-id' ? objectId : `nick-${displayName}`;
    const id = own?.id ?? `store-${objectId}`;
    const synced = { id, displayName, externalIds: [{ issuer: 'scim', id: external }] };
    this.#store = [...this.#store.filter((live) => live.id !== id), synced];
  }

  /** A group of the identity store comes to carry an object id, whoever did that. */
  carry(groupId: string, objectId: string): void {
    const externalIds = [{ issuer: 'scim', id: objectId }];
    this.#store = this.#store.map((live) =>
      live.id === groupId ? { ...live, externalIds } : live,
    );
  }

  /** Somebody makes a group in AWS by hand. */
  make(displayName: string): void {
    const id = `made-${displayName}`;
    const others = this.#store.filter((live) => live.id !== id);
    this.#store = [...others, { id, displayName, externalIds: [] }];
  }

  get reader(): DirectoryReader {
    const { groups, deleted, application, nested } = this.#world;
    return {
      findGroups: (names) =>
        this.#ask('findGroups', names, () =>
          groups.filter(({ displayName }) =>
            names.some((name) => name.toLowerCase() === displayName.toLowerCase()),
          ),
        ),
      readGroups: (ids) =>
        this.#ask('readGroups', ids, () => groups.filter(({ id }) => ids.includes(id))),
      listDeletedGroups: () =>
        this.#ask('listDeletedGroups', [], () => {
          if (deleted !== null) return deleted;
          throw new PortError('access-denied', 'Graph GET /directory/deletedItems', 'denied');
        }),
      readNestedGroups: (ids) =>
        this.#ask('readNestedGroups', ids, () =>
          nested.filter(({ groupId }) => ids.includes(groupId)),
        ),
      findApplications: () => this.#ask('findApplications', [], () => [application]),
      listAssignedGroups: (id) => this.#ask('listAssignedGroups', [id], () => [...this.assigned]),
      readProvisioning: (id) =>
        this.#ask('readProvisioning', [id], () => {
          const { join, everybodyInScope, hasProvisioningJob, jobState } = this.#world;
          return hasProvisioningJob ? { jobId: 'job-1', jobState, join, everybodyInScope } : null;
        }),
    };
  }

  get writer(): DirectoryWriter {
    return {
      assignGroup: (_, objectId) =>
        this.#tell('assignGroup', objectId, () => {
          if (this.assigned.has(objectId)) {
            throw new PortError('conflict', 'Graph POST /appRoleAssignedTo', 'exists already');
          }
          this.assigned.add(objectId);
        }),
      unassignGroup: (_, objectId) =>
        this.#tell('unassignGroup', objectId, () => void this.assigned.delete(objectId)),
      provisionGroup: (_, objectId) =>
        this.#tell('provisionGroup', objectId, (): ProvisionAnswer => {
          const { answers, delay, now, left = 0 } = this.#options;
          const answer = answers?.(objectId) ?? null;
          if (answer !== null) return answer;
          if (!this.#world.everybodyInScope && !this.assigned.has(objectId)) {
            return { status: 'not-yet', reason: 'NotInScope', message: null };
          }
          const wait = delay === undefined ? 0 : delay(objectId);
          if (wait !== null) this.#coming.push({ at: (now?.() ?? 0) + wait, objectId });
          return { status: 'done', left };
        }),
    };
  }

  async #ask<T>(call: string, about: readonly string[], answer: () => T): Promise<T> {
    await Promise.resolve();
    this.#options.before?.(call, about);
    return answer();
  }

  async #tell<T>(call: string, objectId: string, change: () => T): Promise<T> {
    return this.#ask(call, [objectId], () => {
      this.writes.push(`${call} ${objectId}`);
      const answer = change();
      this.#options.after?.(call, [objectId]);
      return answer;
    });
  }
}
