import type { ConsoleTrail } from '../../trail/console-trail.ts';
import { enabled } from '../access-control.ts';
import { assign, dropUnassignedPair, provision, unassign } from '../access.ts';
import { findAccount, findPermissionSet, findPrincipal } from '../find.ts';
import type { Who } from '../find.ts';
import { seedContent } from '../seed-content.ts';
import type { PermissionSet } from '../state.ts';
import type { SeedContent } from '../world-seed.ts';
import type { World } from '../world.ts';

export interface AccessConsole {
  consoleGrant(who: Who, permissionSet: string, account: string): void;
  consoleRevoke(who: Who, permissionSet: string, account: string): void;
  /** Leaves the roles made from the set behind, unless `provision` says otherwise. */
  consoleEditPolicy(
    permissionSet: string,
    change: SeedContent,
    options?: { readonly provision?: boolean },
  ): void;
  consoleDescribe(permissionSet: string, description: string): void;
  consoleTag(permissionSet: string, tags: Readonly<Record<string, string>>): void;
  consoleUntag(permissionSet: string, keys: readonly string[]): void;
  /** Brings every account, or one, to the set's latest version. */
  consoleProvision(permissionSet: string, account?: string): void;
  consoleCreatePermissionSet(
    name: string,
    content?: SeedContent,
    options?: { readonly description?: string; readonly tags?: Readonly<Record<string, string>> },
  ): string;
  consoleDeletePermissionSet(permissionSet: string): void;
  /** Attributes for access control, all of them; null turns the feature off. */
  consoleSetAttributes(attributes: Readonly<Record<string, string>> | null): void;
}

export function accessConsole(world: World, trail: ConsoleTrail): AccessConsole {
  const store = (set: PermissionSet, change: Partial<PermissionSet>): PermissionSet => {
    const next = { ...set, ...change, writtenAt: world.clock.now() };
    world.permissionSets.set(set.arn, next);
    return next;
  };
  const provisionEverywhere = (set: PermissionSet): void => {
    for (const pair of world.pairsOfSet(world, set.arn)) provision(world, pair.accountId, set);
  };
  return {
    consoleGrant: (who, permissionSet, account) => {
      const set = findPermissionSet(world, permissionSet);
      const { id } = findAccount(world, account);
      const principal = findPrincipal(world, who);
      trail.assignment('creation', id, set.arn, principal);
      assign(world, id, set, principal);
    },
    consoleRevoke: (who, permissionSet, account) => {
      const { arn } = findPermissionSet(world, permissionSet);
      const { id } = findAccount(world, account);
      const principal = findPrincipal(world, who);
      if (unassign(world, id, arn, principal) === 'not-there') {
        throw new Error(`there is no such assignment of ${permissionSet} in ${account}`);
      }
      trail.assignment('deletion', id, arn, principal);
      dropUnassignedPair(world, id, arn);
    },
    consoleEditPolicy: (permissionSet, change, options = {}) => {
      const set = findPermissionSet(world, permissionSet);
      const full = seedContent(world.place.partition, change);
      const given = Object.entries(full).filter(([name]) => name in change);
      const content = { ...set.content, ...Object.fromEntries(given) };
      const next = store(set, { content, version: set.version + 1 });
      trail.content(set, next);
      if (options.provision !== true) return;
      trail.provisioning(set.arn, undefined);
      provisionEverywhere(next);
    },
    consoleDescribe: (permissionSet, description) => {
      const set = findPermissionSet(world, permissionSet);
      trail.content(set, store(set, { description, version: set.version + 1 }));
    },
    consoleTag: (permissionSet, tags) => {
      const set = findPermissionSet(world, permissionSet);
      store(set, { tags: { ...set.tags, ...tags } });
      const Tags = Object.entries(tags).map(([Key, Value]) => ({ Key, Value }));
      trail.onInstance('TagResource', { ResourceArn: set.arn, Tags });
    },
    consoleUntag: (permissionSet, keys) => {
      const set = findPermissionSet(world, permissionSet);
      const rest = Object.entries(set.tags).filter(([key]) => !keys.includes(key));
      store(set, { tags: Object.fromEntries(rest) });
      trail.onInstance('UntagResource', { ResourceArn: set.arn, TagKeys: [...keys] });
    },
    consoleProvision: (permissionSet, account) => {
      const set = findPermissionSet(world, permissionSet);
      const id = account === undefined ? undefined : findAccount(world, account).id;
      trail.provisioning(set.arn, id);
      if (id === undefined) provisionEverywhere(set);
      else provision(world, id, set);
    },
    consoleCreatePermissionSet: (name, content = {}, options = {}) => {
      const arn = world.newSetArn(name);
      const set: PermissionSet = {
        arn,
        name,
        description: options.description,
        createdAt: world.clock.now(),
        tags: options.tags ?? {},
        content: seedContent(world.place.partition, content),
        version: 1,
        writtenAt: world.clock.now(),
      };
      world.permissionSets.set(arn, set);
      trail.created(set);
      return arn;
    },
    consoleDeletePermissionSet: (permissionSet) => {
      const { arn } = findPermissionSet(world, permissionSet);
      for (const { accountId, assignments } of world.pairsOfSet(world, arn)) {
        for (const one of assignments) trail.assignment('deletion', accountId, arn, one);
        world.deletePair(accountId, arn);
      }
      trail.onInstance('DeletePermissionSet', { PermissionSetArn: arn });
      world.permissionSets.delete(arn);
    },
    consoleSetAttributes: (attributes) => {
      trail.attributes(world.accessControl !== undefined, attributes);
      world.accessControl = attributes === null ? undefined : enabled(attributes);
    },
  };
}
