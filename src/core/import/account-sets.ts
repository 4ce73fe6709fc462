import type { Word } from '../mapping/write/word.ts';
import { plainWord } from '../mapping/write/word.ts';
import type { AccountWord } from '../mapping/write/account-words.ts';
import type { Account } from '../model/account.ts';
import { sortedBy } from '../model/order.ts';
import { keyOf } from './account-key.ts';
import type { Expression } from './express-accounts.ts';
import { createSafeNames } from '../mapping/write/safe-names.ts';

/** A list of accounts that rules repeat, under a name that can only be a suggestion. */
export interface AccountSetDraft {
  readonly name: string;
  readonly words: readonly Word[];
  /** Those that its words name one by one. */
  readonly named: readonly Account[];
}

/** `accounts` and `except` of a rule. */
export interface Where {
  readonly accounts: readonly Word[];
  readonly except: readonly Word[];
}

export interface NamedWheres {
  readonly accountSets: readonly AccountSetDraft[];
  /** In the order of the expressions. */
  readonly wheres: readonly Where[];
}

/** Fewer are as quickly read as a name. */
const FEWEST = 3;

/** Lists that stand in more than one rule get a name, and rules say that wherever all of it is meant. */
export function nameRepeated(
  expressions: readonly Expression[],
  wordOf: AccountWord,
  takenNames: readonly string[],
): NamedWheres {
  const lists = Map.groupBy(expressions.filter(isNameable), listKey);
  const repeated = sortedBy(
    [...lists].flatMap(([key, [first, second]]) =>
      first === undefined || second === undefined ? [] : [{ key, expression: first }],
    ),
    ({ expression }) => `${suggestion(expression)} ${listKey(expression)}`,
  );
  const nameFor = createSafeNames(takenNames);
  const drafts = new Map(
    repeated.map(({ key, expression }): [string, AccountSetDraft] => {
      const { wide, named } = expression;
      const words = [...wide, ...named.map(wordOf)];
      return [key, { name: nameFor(suggestion(expression)), words, named }];
    }),
  );
  const ofNamesAlone = [...drafts.values()]
    .filter(({ words, named }) => words.length === named.length)
    .toSorted((a, b) => b.named.length - a.named.length || (a.name < b.name ? -1 : 1));
  const byAccount = new Map<string, AccountSetDraft[]>();
  for (const draft of ofNamesAlone) {
    const id = draft.named[0]?.id ?? '';
    byAccount.set(id, [...(byAccount.get(id) ?? []), draft]);
  }
  const wheres = expressions.map((expression): Where => {
    const whole = isNameable(expression) ? drafts.get(listKey(expression)) : undefined;
    const words =
      whole === undefined
        ? inParts(expression, byAccount, wordOf)
        : [plainWord(`set:${whole.name}`)];
    return {
      accounts: [
        ...words,
        ...(expression.management === null ? [] : [wordOf(expression.management)]),
      ],
      except: expression.except,
    };
  });
  return { accountSets: [...drafts.values()], wheres };
}

/** Exceptions have no place in an account set. */
function isNameable({ wide, named, except }: Expression): boolean {
  return except.length === 0 && wide.length + named.length >= FEWEST;
}

function listKey({ wide, named }: Expression): string {
  return JSON.stringify([wide.map(({ text }) => text), keyOf(named)]);
}

/** Sets of names that are meant in full, the largest first, and the rest by name. */
function inParts(
  { wide, named }: Expression,
  byAccount: ReadonlyMap<string, readonly AccountSetDraft[]>,
  wordOf: AccountWord,
): readonly Word[] {
  const left = new Map<string, Account>(named.map((account) => [account.id, account]));
  const candidates = named
    .flatMap(({ id }) => byAccount.get(id) ?? [])
    .toSorted((a, b) => b.named.length - a.named.length || (a.name < b.name ? -1 : 1));
  const sets: Word[] = [];
  for (const draft of candidates) {
    if (!draft.named.every(({ id }) => left.has(id))) continue;
    for (const { id } of draft.named) left.delete(id);
    sets.push(plainWord(`set:${draft.name}`));
  }
  return [...wide, ...sets, ...[...left.values()].map(wordOf)];
}

/** What the accounts' names begin with, else what their units do. */
function suggestion({ wide, named }: Expression): string {
  const names = wide.length === 0 ? named.map(({ name }) => name.split(/(?<=[-_. ])/)) : [];
  const paths = wide.map(({ text }) => text.slice(text.indexOf(':') + 1).split(/(?<=\/)/));
  const start = commonStart(names.length > 0 ? names : paths);
  return start.replaceAll(/[^A-Za-z0-9]/g, '').length < 2 ? 'accounts' : start;
}

function commonStart([first = [], ...others]: readonly (readonly string[])[]): string {
  let length = 0;
  while (length < first.length && others.every((parts) => parts[length] === first[length])) {
    length += 1;
  }
  return first.slice(0, length).join('');
}
