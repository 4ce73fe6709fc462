import type { AccountReference } from '../model/account.ts';
import type { Principal } from '../model/principal.ts';

/** A live assignment that rules are to say. */
export interface LiveGrant {
  readonly account: AccountReference;
  readonly permissionSet: string;
  readonly principal: Principal;
}

/** What somebody holds who no longer exists, in words for a comment. */
export interface DeadHolding {
  readonly principal: Principal;
  readonly what: string;
  /** The name of the account; null where it is no account's. */
  readonly where: string | null;
}
