import type { Account, AccountReference } from '../../model/account.ts';
import type { AccountId } from '../../model/ids.ts';
import { parseSelector } from '../parse-selector.ts';
import { nameShows } from './name-shows.ts';
import { plainWord, type Word } from './word.ts';

/** The selector that means exactly this account, in an organization that does not change. */
export type AccountWord = (account: AccountReference) => Word;

/**
 * By name where it is one account's alone and nothing else could be meant by it, else by id with the
 * name beside it; the management account as `management`.
 */
export function createAccountWord({
  accounts,
  managementAccountId,
}: {
  /** All of the organization, those out of scope too: a name that one of them has is not unique. */
  readonly accounts: readonly Account[];
  readonly managementAccountId: AccountId;
}): AccountWord {
  const bearers = Map.groupBy(accounts, ({ name }) => name);
  const isOwnWord = (bearers.get('management') ?? []).every(({ id }) => id === managementAccountId);
  return ({ id, name }) => {
    if (id === managementAccountId && isOwnWord) {
      return { text: 'management', comment: name === 'management' ? null : name };
    }
    return isPlainName(name) && bearers.get(name)?.length === 1
      ? plainWord(name)
      : { text: id, comment: name };
  };
}

function isPlainName(name: string): boolean {
  if (!nameShows(name)) return false;
  const parsed = parseSelector(name);
  return 'selector' in parsed && parsed.selector.kind === 'name';
}
