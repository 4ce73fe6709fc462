import type { Account, OrganizationalUnit } from '../model/account.ts';
import type { AccountId } from '../model/ids.ts';
import { ownValue } from '../model/own-value.ts';
import type { Snapshot } from '../model/snapshot.ts';
import { globIndex } from './glob-index.ts';

/** The organization, arranged for the questions that selectors ask. */
export interface AccountIndex {
  readonly accounts: readonly Account[];
  readonly byId: ReadonlyMap<string, Account>;
  readonly byName: ReadonlyMap<string, readonly Account[]>;
  /** Whose name a glob matches. */
  readonly named: (glob: string) => readonly Account[];
  /** Whose value of a tag a glob matches. */
  readonly tagged: (key: string, glob: string) => readonly Account[];
  /** By id of a unit: in it or in one below it. */
  readonly inUnit: ReadonlyMap<string, readonly Account[]>;
  /** By id of a unit: in it itself. */
  readonly directlyInUnit: ReadonlyMap<string | undefined, readonly Account[]>;
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
  const { accounts } = snapshot;
  const byTag = new Map<string, (glob: string) => readonly Account[]>();
  const tagged: AccountIndex['tagged'] = (key, glob) => {
    const find = byTag.get(key) ?? indexTag(accounts, key);
    byTag.set(key, find);
    return find(glob);
  };
  return {
    accounts,
    byId: new Map(accounts.map((account) => [account.id, account])),
    byName: Map.groupBy(accounts, (account) => account.name),
    named: globIndex(accounts, (account) => account.name),
    tagged,
    inUnit: byUnit(accounts),
    directlyInUnit: Map.groupBy(accounts, (account) => account.ouIds.at(-1)),
    unitsById: new Map(snapshot.organizationalUnits.map((unit) => [unit.id, unit])),
    unitsByPath: Map.groupBy(snapshot.organizationalUnits, (unit) => unit.path),
    managementAccountId: snapshot.managementAccountId,
    tagsUnread: new Set(
      snapshot.unread.flatMap((part) => (part.part === 'account-tags' ? [part.accountId] : [])),
    ),
  };
}

function indexTag(accounts: readonly Account[], key: string): (glob: string) => readonly Account[] {
  const holders = accounts.flatMap((account) => {
    const value = account.tags === null ? undefined : ownValue(account.tags, key);
    return value === undefined ? [] : [{ account, value }];
  });
  const find = globIndex(holders, ({ value }) => value);
  return (glob) => find(glob).map(({ account }) => account);
}

function byUnit(accounts: readonly Account[]): ReadonlyMap<string, readonly Account[]> {
  const found = new Map<string, Account[]>();
  for (const account of accounts) {
    for (const id of account.ouIds) {
      const inside = found.get(id);
      if (inside === undefined) found.set(id, [account]);
      else inside.push(account);
    }
  }
  return found;
}
