import type { AccountReference } from '../core/model/account.ts';
import type { Principal } from '../core/model/principal.ts';
import { markdown, type Style } from './style.ts';
import { count, thousands } from './words.ts';

/** Markdown for one group, one user, or people who must not be named. */
export function whoWords(
  principals: readonly Principal[],
  hidePeople: boolean,
  style = markdown,
): string {
  const [first] = principals;
  if (first === undefined) return 'nobody';
  if (first.type === 'GROUP') return style.name(first.name);
  if (hidePeople || principals.length > 1) return count(principals.length, 'person');
  return `user ${style.name(first.name)}`;
}

export function accountWithId(account: AccountReference, style: Style): string {
  return account.name === ''
    ? style.name(account.id)
    : `${style.name(account.name)} (${account.id})`;
}

function accountName(account: AccountReference, style: Style): string {
  return style.name(account.name === '' ? account.id : account.name);
}

const NAMED_WITH_ID = 3;
const NAMED = 8;

/** `a (id) and b (id)`; from four on `12 accounts: a, b, c … and 4 more`. */
export function accountsInLine(accounts: readonly AccountReference[], style = markdown): string {
  if (accounts.length <= NAMED_WITH_ID)
    return accounts.map((account) => accountWithId(account, style)).join(', ');
  const sharedName = new Set(accounts.map(({ name }) => name)).size < accounts.length;
  const named = accounts
    .slice(0, NAMED)
    .map((account) => (sharedName ? accountWithId : accountName)(account, style));
  const more = accounts.length - named.length;
  const rest = more > 0 ? ` … and ${thousands(more)} more` : '';
  return `${count(accounts.length, 'account')}: ${named.join(', ')}${rest}`;
}

/** The whole list, collapsed, where the line names only some. */
export function accountsInFull(accounts: readonly AccountReference[]): string {
  if (accounts.length <= NAMED) return '';
  return [
    `<details><summary>all ${thousands(accounts.length)}, with ids</summary>`,
    accounts.map((account) => accountWithId(account, markdown)).join(', '),
    '</details>',
  ].join('\n\n');
}

export function accountsCounted(accounts: readonly AccountReference[], style = markdown): string {
  return accounts.length === 1
    ? accountsInLine(accounts, style)
    : count(accounts.length, 'account');
}
