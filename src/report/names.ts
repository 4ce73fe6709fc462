import type { AccountReference } from '../core/model/account.ts';
import type { Principal } from '../core/model/principal.ts';
import { codeSpan } from './escape.ts';
import { count } from './words.ts';

/** Markdown for one group, one user, or people who must not be named. */
export function whoWords(principals: readonly Principal[], hidePeople: boolean): string {
  const [first] = principals;
  if (first === undefined) return 'nobody';
  if (first.type === 'GROUP') return codeSpan(first.name);
  if (hidePeople || principals.length > 1) return count(principals.length, 'person');
  return `user ${codeSpan(first.name)}`;
}

export function accountWithId(account: AccountReference): string {
  return account.name === '' ? codeSpan(account.id) : `${codeSpan(account.name)} (${account.id})`;
}

function accountName(account: AccountReference): string {
  return codeSpan(account.name === '' ? account.id : account.name);
}

const NAMED_WITH_ID = 3;
const NAMED = 8;

/** `a (id) and b (id)`; from four on `12 accounts: a, b, c … and 4 more`. */
export function accountsInLine(accounts: readonly AccountReference[]): string {
  if (accounts.length <= NAMED_WITH_ID) return accounts.map(accountWithId).join(', ');
  const sharedName = new Set(accounts.map(({ name }) => name)).size < accounts.length;
  const named = accounts.slice(0, NAMED).map(sharedName ? accountWithId : accountName);
  const more = accounts.length - named.length;
  const rest = more > 0 ? ` … and ${more.toLocaleString('en-US')} more` : '';
  return `${count(accounts.length, 'account')}: ${named.join(', ')}${rest}`;
}

/** The whole list, collapsed, where the line names only some. */
export function accountsInFull(accounts: readonly AccountReference[]): string {
  if (accounts.length <= NAMED) return '';
  return [
    `<details><summary>all ${accounts.length.toLocaleString('en-US')}, with ids</summary>`,
    accounts.map(accountWithId).join(', '),
    '</details>',
  ].join('\n\n');
}

export function accountsCounted(accounts: readonly AccountReference[]): string {
  return accounts.length === 1 ? accountsInLine(accounts) : count(accounts.length, 'account');
}
