import { grantKey } from './assignment.ts';
import type { Principal } from './principal.ts';

/**
 * How the live assignments were asked for. `touched`: only what the files since the last complete apply
 * differ in. `by-group`: everything that groups hold, and each pair that no group explains; a user's or a
 * dead principal's assignment beside a group's stays unseen. `complete`: every pair.
 */
export type ReadingStrategy = 'touched' | 'by-group' | 'complete';

/** What was decided to be read, before it was. */
export interface Reading {
  readonly strategy: ReadingStrategy;
  /** Why this one; null where nothing speaks against the obvious one. */
  readonly why: string | null;
  /** Requests to sso-admin, and the seconds they take at the rate it allows. */
  readonly estimate: { readonly requests: number; readonly seconds: number };
}

/** Outside of what was asked for nothing is known: an assignment is neither there nor missing. */
export interface Coverage {
  /** Names of the permission sets that were looked for; null for all. */
  readonly permissionSets: readonly string[] | null;
  /** Of them, those all of whose assignments were asked for; null for all. */
  readonly whole: readonly string[] | null;
  /** Other pairs by `pairKey` all of whose assignments were asked for. */
  readonly pairs: readonly string[];
  /** Ids of principals all of whose assignments were asked for. */
  readonly principals: readonly string[];
  /** Assignments by `grantKey` that were asked for one by one. */
  readonly grants: readonly string[];
}

export const everything: Coverage = {
  permissionSets: null,
  whole: null,
  pairs: [],
  principals: [],
  grants: [],
};

export const nothing: Coverage = {
  permissionSets: [],
  whole: [],
  pairs: [],
  principals: [],
  grants: [],
};

/** One account and one permission set, by name. */
export function pairKey(accountId: string, permissionSet: string): string {
  return `${accountId} ${permissionSet}`;
}

/** Answers what a coverage lets one say. */
export interface Sight {
  looksFor(permissionSet: string): boolean;
  /** True where every assignment of the pair was asked for. */
  seesPair(accountId: string, permissionSet: string): boolean;
  /** True where it is known whether the assignment is there. */
  sees(
    accountId: string,
    permissionSet: string,
    principal: Pick<Principal, 'type' | 'id'>,
  ): boolean;
}

export function sightOf({ permissionSets, whole, pairs, principals, grants }: Coverage): Sight {
  const names = permissionSets === null ? null : new Set(permissionSets);
  const wholeSets = whole === null ? null : new Set(whole);
  const wholePairs = new Set(pairs);
  const holders = new Set(principals);
  const single = new Set(grants);
  const seesPair: Sight['seesPair'] = (accountId, permissionSet) =>
    wholeSets === null ||
    wholeSets.has(permissionSet) ||
    wholePairs.has(pairKey(accountId, permissionSet));
  return {
    looksFor: (permissionSet) => names === null || names.has(permissionSet),
    seesPair,
    sees: (accountId, permissionSet, principal) =>
      seesPair(accountId, permissionSet) ||
      holders.has(principal.id) ||
      single.has(grantKey(accountId, permissionSet, principal)),
  };
}
