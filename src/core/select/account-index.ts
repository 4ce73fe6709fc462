import type { Account, OrganizationalUnit } from '../model/account.ts';
import type { AccountId } from '../model/ids.ts';
import type { Snapshot } from '../model/snapshot.ts';

/** The organization, arranged for the questions that selectors ask. */
export interface AccountIndex {
  readonly accounts: readonly Account[];
  readonly byId: ReadonlyMap<string, Account>;
  readonly byName: ReadonlyMap<string, readonly Account[]>;
  readonly unitsById: ReadonlyMap<string, OrganizationalUnit>;
  readonly unitsByPath: ReadonlyMap<string, readonly OrganizationalUnit[]>;
  readonly managementAccountId: AccountId;
  /** Accounts whose tags were asked for and could not be read. */
  readonly tagsUnread: ReadonlySet<string>;
}

/** Suspended, closing and not yet active accounts are out of scope on both sides. */
export function isInScope(account: Account): boolean {
  return account.state === 'ACTIVE';
}

export function indexAccounts(snapshot: Snapshot): AccountIndex {
  return {
    accounts: snapshot.accounts,
    byId: new Map(snapshot.accounts.map((account) => [account.id, account])),
    byName: Map.groupBy(snapshot.accounts, (account) => account.name),
    unitsById: new Map(snapshot.organizationalUnits.map((unit) => [unit.id, unit])),
    unitsByPath: Map.groupBy(snapshot.organizationalUnits, (unit) => unit.path),
    managementAccountId: snapshot.managementAccountId,
    tagsUnread: new Set(
      snapshot.unread.flatMap((part) => (part.part === 'account-tags' ? [part.accountId] : [])),
    ),
  };
}
