import type { AccountReference } from '../core/model/account.ts';
import type { Principal } from '../core/model/principal.ts';
import type { Operation } from '../core/plan/operation.ts';
import { remembered } from '../core/model/remembered.ts';
import { markdown, type Style } from './style.ts';
import { count, listWords, thousands } from './words.ts';

type Named = Pick<AccountReference, 'name'> & { readonly id: string };

interface Who {
  /** One group, one user, or people who must not be named. */
  readonly principals: readonly Principal[];
  /** Another group has the same name: a deleted one that was made again, or one of two in Entra. */
  readonly hasNamesake: boolean;
}

export function whoWords(
  { principals, hasNamesake }: Who,
  hidePeople: boolean,
  style = markdown,
): string {
  const [first] = principals;
  if (first === undefined) return 'nobody';
  if (first.type === 'GROUP') return groupName(first, hasNamesake, style);
  if (hidePeople || principals.length > 1) return count(principals.length, 'person');
  return `user ${style.name(first.name)}`;
}

export function groupName({ name, id }: Principal, hasNamesake: boolean, style = markdown): string {
  return hasNamesake ? `${style.name(name)} (${style.name(id)})` : style.name(name);
}

/** Names that several groups of these operations share. */
export const sharedNames = remembered((operations: readonly Operation[]): ReadonlySet<string> => {
  const groups = operations.flatMap(({ principal }) =>
    principal?.type === 'GROUP' ? [principal] : [],
  );
  const ids = Map.groupBy(groups, ({ name }) => name);
  return new Set(
    [...ids].flatMap(([name, members]) =>
      new Set(members.map(({ id }) => id)).size > 1 ? [name] : [],
    ),
  );
});

export function accountWithId(account: Named, style: Style): string {
  return account.name === ''
    ? style.name(account.id)
    : `${style.name(account.name)} (${account.id})`;
}

function accountName(account: Named, style: Style): string {
  return style.name(account.name === '' ? account.id : account.name);
}

/** `a and b`: some of a line's accounts, with ids only where all of them leave a name in doubt. */
export function accountsNamed(some: readonly Named[], all: readonly Named[], style: Style): string {
  const isShared = (name: string): boolean => all.filter((one) => one.name === name).length > 1;
  const ids = new Set<string>(some.map(({ id }) => id));
  const words = all
    .filter(({ id }) => ids.has(id))
    .map((account) => (isShared(account.name) ? accountWithId : accountName)(account, style));
  return listWords(words);
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
