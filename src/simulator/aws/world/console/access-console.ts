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

export function accessConsole(world: World): AccessConsole {
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
      assign(world, findAccount(world, account).id, set, findPrincipal(world, who));
    },
    consoleRevoke: (who, permissionSet, account) => {
      const { arn } = findPermissionSet(world, permissionSet);
      const { id } = findAccount(world, account);
      if (unassign(world, id, arn, findPrincipal(world, who)) === 'not-there') {
        throw new Error(`there is no such assignment of ${permissionSet} in ${account}`);
      }
      dropUnassignedPair(world, id, arn);
    },
    consoleEditPolicy: (permissionSet, change, options = {}) => {
      const set = findPermissionSet(world, permissionSet);
      const full = seedContent(world.place.partition, change);
      const given = Object.entries(full).filter(([name]) => name in change);
      const content = { ...set.content, ...Object.fromEntries(given) };
      const next = store(set, { content, version: set.version + 1 });
      if (options.provision === true) provisionEverywhere(next);
    },
    consoleDescribe: (permissionSet, description) => {
      const set = findPermissionSet(world, permissionSet);
      store(set, { description, version: set.version + 1 });
    },
    consoleTag: (permissionSet, tags) => {
      const set = findPermissionSet(world, permissionSet);
      store(set, { tags: { ...set.tags, ...tags } });
    },
    consoleUntag: (permissionSet, keys) => {
      const set = findPermissionSet(world, permissionSet);
      const rest = Object.entries(set.tags).filter(([key]) => !keys.includes(key));
      store(set, { tags: Object.fromEntries(rest) });
    },
    consoleProvision: (permissionSet, account) => {
      const set = findPermissionSet(world, permissionSet);
      if (account === undefined) provisionEverywhere(set);
      else provision(world, findAccount(world, account).id, set);
    },
    consoleCreatePermissionSet: (name, content = {}, options = {}) => {
      const arn = world.newSetArn(name);
      world.permissionSets.set(arn, {
        arn,
        name,
        description: options.description,
        createdAt: world.clock.now(),
        tags: options.tags ?? {},
        content: seedContent(world.place.partition, content),
        version: 1,
        writtenAt: world.clock.now(),
      });
      return arn;
    },
    consoleDeletePermissionSet: (permissionSet) => {
      const { arn } = findPermissionSet(world, permissionSet);
      for (const pair of world.pairsOfSet(world, arn)) world.deletePair(pair.accountId, arn);
      world.permissionSets.delete(arn);
    },
    consoleSetAttributes: (attributes) => {
      world.accessControl = attributes === null ? undefined : enabled(attributes);
    },
  };
}
