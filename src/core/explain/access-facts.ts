import type { Mapping } from '../mapping/mapping.ts';
import type { Account } from '../model/account.ts';
import type { Principal } from '../model/principal.ts';
import type { Snapshot } from '../model/snapshot.ts';

/** What was found out to explain somebody's access to one account. */
export interface AccessFacts {
  readonly mapping: Mapping;
  /** The organization; of permission sets and assignments it holds none. */
  readonly snapshot: Snapshot;
  readonly account: Account;
  readonly who: Who;
  /** Null where every set is asked about. */
  readonly permissionSet: string | null;
  /** The sets with a role in the account, as far as they matter. */
  readonly setsHere: readonly SetHere[];
  /** True where a set with a role in the account could not be read, so that nobody knows which one it is. */
  readonly namelessHere: boolean;
  readonly entra: EntraFacts | null;
  /** ISO 8601 in UTC. */
  readonly now: string;
  readonly notes: readonly string[];
}

export type Who =
  | {
      readonly kind: 'person';
      /** As they may be shown. */
      readonly name: string;
      /** Null where the identity store has nobody of that name. */
      readonly userId: string | null;
      /** Of the identity store. */
      readonly groupIds: ReadonlySet<string>;
    }
  | { readonly kind: 'group'; readonly principal: Principal; readonly inAws: boolean };

export interface SetHere {
  readonly name: string;
  /** Ids of groups and users that hold it in the account; null where they could not be read. */
  readonly holderIds: ReadonlySet<string> | null;
  /** Whether the account has an older version; null where nobody asked. */
  readonly stale: boolean | null;
  /** The owner whose tag it carries, null for none; undefined where nobody asked. */
  readonly owner?: string | null;
}

/** Where the person is in Entra, among the groups that would give the access. */
export interface EntraFacts {
  /** Object ids of groups. */
  readonly direct: ReadonlySet<string>;
  /** Object ids of groups, with the group inside of them that the person is in. */
  readonly nested: ReadonlyMap<string, string>;
}
