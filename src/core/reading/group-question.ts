import { type LivePermissionSet, OWNERSHIP_TAG } from '../model/permission-set.ts';
import type { Principal } from '../model/principal.ts';
import { pairKey } from '../model/reading.ts';
import type { Snapshot } from '../model/snapshot.ts';
import type { Versions } from '../plan/attribute.ts';
import { pagesByFiles } from './cover.ts';
import { differingPairs, type Held } from './differing-pairs.ts';
import { othersOf, type Pair, touchedBy } from './touched.ts';

/** Whom to ask what they hold, and which pairs must be read whole all the same. */
export interface GroupQuestion {
  /** Every group that the identity store shows, and users whom rules name. */
  readonly holders: readonly Pick<Principal, 'type' | 'id'>[];
  /** Names of sets that are taken over, deleted or new to the files, so that every assignment of them counts. */
  readonly whole: ReadonlySet<string>;
  /** Pairs by `pairKey` that a change is about, and where what holders have is not what the files ask. */
  readonly differing: (held: readonly Held[]) => ReadonlySet<string>;
  /** Pairs by `pairKey` that the files name for a holder: asked one by one where its list cannot be read. */
  readonly pairsOf: (holderId: string) => readonly string[];
  /** Requests to sso-admin that listing what holders hold takes, as far as the files tell. */
  readonly listing: number;
  /** Pairs that will have to be asked all the same, of sets that the files declare: who holds others they do not say. */
  readonly probes: number;
}

/** `pairs` have a role; `sets` are live. */
export function groupQuestion(
  versions: Versions,
  { groups, users }: Pick<Snapshot, 'groups' | 'users'>,
  pairs: readonly Pair[],
  sets: readonly LivePermissionSet[],
): GroupQuestion {
  const holders = [
    ...groups.map(({ id }) => ({ type: 'GROUP' as const, id })),
    ...users.map(({ id }) => ({ type: 'USER' as const, id })),
  ];
  const live = new Set(holders.map(({ id }) => id));
  const pagesOf = pagesByFiles(versions.head.desired.grants.values());
  const explained = new Set<string>();
  const named = new Map<string, string[]>();
  for (const { desired } of new Set([versions.head, ...othersOf(versions)])) {
    for (const { account, permissionSet, principal } of desired.grants.values()) {
      const key = pairKey(account.id, permissionSet);
      const keys = named.get(principal.id) ?? [];
      keys.push(key);
      named.set(principal.id, keys);
      if (live.has(principal.id)) explained.add(key);
    }
  }
  const touched = touchedBy(versions);
  const whole = new Set([...touched.whole, ...wholeSets(versions, sets)]);
  // What changes must be seen as a narrow reading sees it: whoever it is about may be no listed holder.
  const changing = new Set([
    ...touched.losing.keys(),
    ...touched.gaining
      .filter(({ principal }) => !live.has(principal.id))
      .map(({ account, permissionSet }) => pairKey(account.id, permissionSet)),
  ]);
  const probes = pairs.filter(
    ({ accountId, permissionSet }) =>
      whole.has(permissionSet) ||
      changing.has(pairKey(accountId, permissionSet)) ||
      (versions.head.desired.permissionSets.has(permissionSet) &&
        !explained.has(pairKey(accountId, permissionSet))),
  ).length;
  return {
    holders,
    whole,
    differing: (held) => new Set([...changing, ...differingPairs(versions.head.desired, held)]),
    pairsOf: (id) => named.get(id) ?? [],
    listing: holders.reduce((sum, holder) => sum + pagesOf(holder), 0),
    probes,
  };
}

function wholeSets({ head }: Versions, sets: readonly LivePermissionSet[]): ReadonlySet<string> {
  const { desired, mapping } = head;
  const released = new Set(mapping.settings.release.map(({ value }) => value));
  const owner = mapping.settings.owner.value;
  return new Set(
    sets
      .filter(({ name, tags }) => {
        const tag = tags[OWNERSHIP_TAG];
        return desired.permissionSets.has(name)
          ? tag === undefined
          : tag === owner && !released.has(name);
      })
      .map(({ name }) => name),
  );
}
