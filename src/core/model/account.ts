import type { AccountId } from './ids.ts';

/** Organizations' `State`; `Status` is read into the same words where `State` is absent. */
export type AccountState =
  | 'PENDING_ACTIVATION'
  | 'ACTIVE'
  | 'SUSPENDED'
  | 'PENDING_CLOSURE'
  | 'CLOSED';

export interface Account {
  readonly id: AccountId;
  readonly name: string;
  readonly state: AccountState;
  /** Ids from the root to the unit that holds the account: `['r-ab12', 'ou-…', 'ou-…']`. */
  readonly ouIds: readonly string[];
  /** ISO 8601; null where Organizations did not say. */
  readonly joinedAt: string | null;
  /** Null where no rule asked for tags, so none were read. */
  readonly tags: Readonly<Record<string, string>> | null;
}

/** An organizational unit, or the root (whose path is `/`). */
export interface OrganizationalUnit {
  readonly id: string;
  readonly name: string;
  /** Names from the root: `/Workloads/Prod`. */
  readonly path: string;
  /** Ids from the root to this unit, this one included. */
  readonly ids: readonly string[];
}

/** An account in words and in truth. */
export interface AccountReference {
  readonly id: AccountId;
  readonly name: string;
}
