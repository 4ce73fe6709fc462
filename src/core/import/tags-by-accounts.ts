import { nameShows } from '../mapping/write/name-shows.ts';
import { plainWord, type Word } from '../mapping/write/word.ts';
import type { Account } from '../model/account.ts';
import { isGlob } from '../model/glob.ts';
import { sortedBy } from '../model/order.ts';
import type { Snapshot } from '../model/snapshot.ts';
import { type AccountIndex, isInScope } from '../select/account-index.ts';
import { keyOf } from './account-key.ts';

/**
 * Tags that could say which accounts are meant, by the accounts that have them. None at all where
 * some tags could not be read: a plan could not read them either.
 */
export function tagsByAccounts(
  { accounts, managementAccountId }: Snapshot,
  { tagsUnread }: AccountIndex,
): ReadonlyMap<string, readonly Word[]> {
  if (tagsUnread.size > 0) return new Map();
  const holders = new Map<string, Account[]>();
  for (const account of accounts) {
    if (!isInScope(account) || account.id === managementAccountId) continue;
    for (const [key, value] of Object.entries(account.tags ?? {})) {
      const text = `tag:${key}=${value}`;
      if (!isUsable(key, value, text)) continue;
      const known = holders.get(text);
      if (known === undefined) holders.set(text, [account]);
      else known.push(account);
    }
  }
  const found = new Map<string, Word[]>();
  for (const [text, some] of sortedBy(holders, ([each]) => each)) {
    const key = keyOf(some);
    found.set(key, [...(found.get(key) ?? []), plainWord(text)]);
  }
  return found;
}

/** A value with * or ? would be a pattern, and AWS's own tags come and go with its services. */
function isUsable(key: string, value: string, text: string): boolean {
  return (
    value !== '' &&
    !isGlob(value) &&
    !key.includes('=') &&
    !key.toLowerCase().startsWith('aws:') &&
    nameShows(text)
  );
}
