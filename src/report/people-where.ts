import { accountsNamed } from './names.ts';
import type { LinePart, Place } from './people-of-line.ts';
import type { Style } from './style.ts';
import { count, thousands } from './words.ts';

/** How accounts are told of in one line. */
export interface Telling {
  readonly style: Style;
  /** All accounts of the line. */
  readonly all: readonly Place[];
  /** False where the line has no room to name accounts. */
  readonly names: boolean;
}

/** Accounts in which the same number of people is concerned. */
export interface Share {
  readonly total: number;
  readonly accounts: readonly Place[];
}

/** More accounts than this are counted. */
const MOST_NAMED = 3;
/** More different numbers than this are told as a range. */
export const MOST_SHARES = 3;

/** Most people first; accounts without anybody are left out. */
export function sharesOf(
  parts: readonly LinePart[],
  numberIn: (change: LinePart['change']) => number,
): readonly Share[] {
  const totals = new Map<string, { readonly account: Place; total: number }>();
  for (const { change, accounts } of parts) {
    const number = numberIn(change);
    for (const account of number === 0 ? [] : accounts) {
      const known = totals.get(account.id) ?? { account, total: 0 };
      known.total += number;
      totals.set(account.id, known);
    }
  }
  return [...Map.groupBy(totals.values(), ({ total }) => total)]
    .map(([total, members]) => ({ total, accounts: members.map(({ account }) => account) }))
    .toSorted((a, b) => b.total - a.total);
}

/** `dev and prod`, or `4 of 12 accounts`. */
export function accountsWithin(accounts: readonly Place[], { all, names, style }: Telling): string {
  return names && accounts.length <= MOST_NAMED
    ? accountsNamed(accounts, all, style)
    : `${thousands(accounts.length)} of ${count(all.length, 'account')}`;
}

/** After the first, which says of how many accounts there are. */
function alsoIn({ total, accounts }: Share, telling: Telling): string {
  const where =
    telling.names && accounts.length <= MOST_NAMED
      ? accountsWithin(accounts, telling)
      : thousands(accounts.length);
  return `${thousands(total)} in ${where}`;
}

/** Of how many people something is so, and where. */
export interface Amount {
  readonly who: string;
  readonly isOne: boolean;
  /** Begins with a space, or is empty where it is the same people in each account. */
  readonly where: string;
  /** True where more words need a comma before them. */
  readonly isList: boolean;
}

/** `2 people` and where: in each account, in those named, or so many here and so many there. */
export function amount(parts: readonly LinePart[], telling: Telling): Amount {
  const shares = sharesOf(parts, ({ total }) => total);
  const { all } = telling;
  const [first = { total: 0, accounts: [] }, ...others] = shares;
  const who = count(first.total, 'person');
  const isOne = first.total === 1;
  const covered = shares.reduce((sum, { accounts }) => sum + accounts.length, 0);
  if (shares.length > MOST_SHARES) {
    const least = thousands(shares.at(-1)?.total ?? 0);
    const some =
      covered < all.length ? ` in ${thousands(covered)} of ${count(all.length, 'account')}` : '';
    return {
      who: `${least} to ${who}`,
      isOne,
      where: `${some}, depending on the account`,
      isList: true,
    };
  }
  if (others.length > 0) {
    const elsewhere = others.map((share) => alsoIn(share, telling));
    const last = elsewhere.pop() ?? '';
    const start = [`in ${accountsWithin(first.accounts, telling)}`, ...elsewhere].join(', ');
    return { who, isOne, where: ` ${start}, and ${last}`, isList: true };
  }
  if (covered < all.length) {
    return { who, isOne, where: ` in ${accountsWithin(first.accounts, telling)}`, isList: false };
  }
  // Different people in one account and the other.
  const isSame = parts.every(({ accounts }) => accounts.length === all.length);
  return { who, isOne, where: isSame ? '' : ' in each account', isList: false };
}
