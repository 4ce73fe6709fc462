import type { Selector } from '../mapping/mapping.ts';
import { parseSelector } from '../mapping/parse-selector.ts';
import { type AccountWord, createAccountWord } from '../mapping/write/account-words.ts';
import { nameShows } from '../mapping/write/name-shows.ts';
import { plainWord, type Word } from '../mapping/write/word.ts';
import type { Account } from '../model/account.ts';
import { sortedBy } from '../model/order.ts';
import type { Snapshot } from '../model/snapshot.ts';
import { indexAccounts } from '../select/account-index.ts';
import { selectAccounts } from '../select/select-accounts.ts';
import { keyOf } from './account-key.ts';
import { tagsByAccounts } from './tags-by-accounts.ts';
import { type UnitNode, unitTree } from './unit-tree.ts';

/** Accounts as a rule names them. */
export interface Expression {
  /** Selectors of many: `all`, units, tags. */
  readonly wide: readonly Word[];
  /** Accounts that are named one by one, sorted by name. */
  readonly named: readonly Account[];
  /** The management account where it is meant, which no word for many reaches. */
  readonly management: Account | null;
  readonly except: readonly Word[];
}

/** Says accounts in the fewest words that mean exactly them now. */
export interface AccountExpressions {
  readonly expressionOf: (accounts: readonly Account[]) => Expression;
  readonly wordOf: AccountWord;
}

/** A word for many stands for at least so many: for one, its name says more and can never grow. */
const FEWEST = 2;
/** Exceptions are worth a second look by every reader, so there are few, of many. */
const MOST_EXCEPTIONS = 4;
const SHARE_OF_EXCEPTIONS = 5;
/** Fewer are as quickly read as a tag. */
const WORDS_WORTH_A_TAG = 4;

interface Cover {
  readonly wide: readonly Word[];
  readonly named: readonly Account[];
  readonly except: readonly Word[];
}

const nothing: Cover = { wide: [], named: [], except: [] };

/**
 * Units whose every account is meant, from the top, and names for the rest. Each word for many is
 * asked of the program's own selectors first, so that none says more or less than it should.
 */
export function createAccountExpressions(
  snapshot: Snapshot,
  { exact, byTag }: { readonly exact: boolean; readonly byTag: boolean },
): AccountExpressions {
  const index = indexAccounts(snapshot);
  const wordOf = createAccountWord(snapshot);
  const tree = exact ? null : unitTree(snapshot);
  const tags = byTag && !exact ? tagsByAccounts(snapshot, index) : new Map<string, never>();
  const answers = new Map<string, Word | null>();

  /** The first of these selectors that means exactly these accounts; null for none. */
  function wordFor(key: string, texts: readonly Word[], accounts: readonly Account[]): Word | null {
    const known = answers.get(key);
    if (known !== undefined) return known;
    const wanted = new Set(accounts.map(({ id }) => id));
    const found =
      texts.find((word) => {
        const parsed = parseSelector(word.text);
        if (!('selector' in parsed) || !isPlain(parsed.selector)) return false;
        const selection = selectAccounts(parsed.selector, index);
        return (
          selection.problem === null &&
          selection.accounts.length === wanted.size &&
          selection.accounts.every(({ id }) => wanted.has(id))
        );
      }) ?? null;
    answers.set(key, found);
    return found;
  }

  function unitWord(kind: 'ou' | 'ou-direct', node: UnitNode, isRoot: boolean): Word | null {
    const accounts = kind === 'ou' ? node.all : node.direct;
    if (accounts.length < FEWEST) return null;
    const isShown = node.isPlain && nameShows(node.path);
    const word: Word = isShown
      ? plainWord(`${kind}:${node.path}`)
      : { text: `${kind}:${node.id}`, comment: node.path };
    const texts = isRoot && kind === 'ou' ? [plainWord('all'), word] : [word];
    return wordFor(`${kind} ${node.id}`, texts, accounts);
  }

  function cover(node: UnitNode, isMeant: (account: Account) => boolean, isRoot: boolean): Cover {
    const meant = node.all.filter(isMeant);
    if (meant.length === 0) return nothing;
    const whole = unitWord('ou', node, isRoot);
    if (meant.length === node.all.length && whole !== null) return { ...nothing, wide: [whole] };
    const apart = coverApart(node, isMeant);
    if (whole === null) return apart;
    const missing = node.all.length - meant.length;
    if (missing * SHARE_OF_EXCEPTIONS > node.all.length) return apart;
    // Exceptions have no exceptions, so one that would need some is no way to say it.
    const others = coverApart(node, (account) => !isMeant(account));
    const except = [...others.wide, ...others.named.map(wordOf)];
    const isShorter = 2 * (1 + except.length) < apart.wide.length + apart.named.length;
    return isShorter && except.length <= MOST_EXCEPTIONS && others.except.length === 0
      ? { wide: [whole], named: [], except }
      : apart;
  }

  function coverApart(node: UnitNode, isMeant: (account: Account) => boolean): Cover {
    const own = node.direct.filter(isMeant);
    const directWord =
      own.length === node.direct.length ? unitWord('ou-direct', node, false) : null;
    const parts = node.children.map((child) => cover(child, isMeant, false));
    return {
      wide: [...(directWord === null ? [] : [directWord]), ...parts.flatMap(({ wide }) => wide)],
      named: [...(directWord === null ? own : []), ...parts.flatMap(({ named }) => named)],
      except: parts.flatMap(({ except }) => except),
    };
  }

  function expressionOf(accounts: readonly Account[]): Expression {
    const others = accounts.filter(({ id }) => id !== snapshot.managementAccountId);
    const management = accounts.find(({ id }) => id === snapshot.managementAccountId) ?? null;
    const ids = new Set<string>(others.map(({ id }) => id));
    const covered =
      tree === null ? { ...nothing, named: others } : cover(tree, ({ id }) => ids.has(id), true);
    const { wide, except } = covered;
    const words = wide.length + covered.named.length + except.length;
    const tagWords = words < WORDS_WORTH_A_TAG ? [] : (tags.get(keyOf(others)) ?? []);
    const tag = tagWords.length === 0 ? null : wordFor(`tag ${keyOf(others)}`, tagWords, others);
    if (tag !== null) return { wide: [tag], named: [], management, except: [] };
    const named = sortedBy(covered.named, ({ name, id }) => `${name} ${id}`);
    return { wide, named, management, except };
  }

  return { expressionOf, wordOf };
}

function isPlain(selector: Selector): selector is Exclude<Selector, { readonly kind: 'set' }> {
  return selector.kind !== 'set';
}
