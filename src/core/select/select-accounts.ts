import type { Selector } from '../mapping/mapping.ts';
import type { Account } from '../model/account.ts';
import type { AccountIndex } from './account-index.ts';
import { isInScope } from './account-index.ts';

/** Why a selector cannot be answered, or answers with less than its author may think. */
export type SelectorProblem =
  | { readonly kind: 'unknown-account' | 'empty-selector' | 'unknown-unit' }
  | { readonly kind: 'ambiguous-account' | 'ambiguous-unit'; readonly ids: readonly string[] }
  | { readonly kind: 'unread-tags'; readonly accounts: readonly string[] }
  /** Not an error: everything it matches is suspended or closing. */
  | { readonly kind: 'suspended-account'; readonly accounts: readonly string[] };

export interface Selection {
  /** Accounts in scope. */
  readonly accounts: readonly Account[];
  readonly problem: SelectorProblem | null;
}

/** A selector of any kind but `set:`, which needs the mapping to be resolved. */
export type PlainSelector = Exclude<Selector, { readonly kind: 'set' }>;

export function selectAccounts(selector: PlainSelector, index: AccountIndex): Selection {
  switch (selector.kind) {
    case 'management':
      return namesake('management', index) ?? named(index.byId.get(index.managementAccountId));
    case 'id':
      return named(index.byId.get(selector.id));
    case 'name':
      return byName(selector.name, index);
    case 'all':
      return namesake('all', index) ?? matching(index, index.accounts);
    case 'name-glob':
      return matching(index, index.named(selector.glob));
    case 'tag':
      return byTag(selector.key, selector.glob, index);
    case 'ou':
      return byUnit(selector.unit, index, index.inUnit);
    case 'ou-direct':
      return byUnit(selector.unit, index, index.directlyInUnit);
  }
}

function named(account: Account | undefined): Selection {
  if (account === undefined) return { accounts: [], problem: { kind: 'unknown-account' } };
  if (!isInScope(account)) {
    return { accounts: [], problem: { kind: 'suspended-account', accounts: [account.id] } };
  }
  return { accounts: [account], problem: null };
}

/** An account that is called like one of our words: nobody can say which of the two is meant. */
function namesake(word: string, index: AccountIndex): Selection | null {
  const ids = (index.byName.get(word) ?? [])
    .map(({ id }) => id)
    .filter((id) => word === 'all' || id !== index.managementAccountId);
  return ids.length === 0 ? null : { accounts: [], problem: { kind: 'ambiguous-account', ids } };
}

function byName(name: string, index: AccountIndex): Selection {
  const found = index.byName.get(name) ?? [];
  if (found.length > 1) {
    return {
      accounts: [],
      problem: { kind: 'ambiguous-account', ids: found.map((account) => account.id) },
    };
  }
  return named(found[0]);
}

/** The management account is reached by name alone, never by a pattern: a mistake there is the costliest. */
function matching(index: AccountIndex, candidates: readonly Account[]): Selection {
  const found = candidates.filter(({ id }) => id !== index.managementAccountId);
  if (found.length === 0) return { accounts: [], problem: { kind: 'empty-selector' } };
  const accounts = found.filter(isInScope);
  if (accounts.length === 0) {
    const ids = found.map((account) => account.id);
    return { accounts: [], problem: { kind: 'suspended-account', accounts: ids } };
  }
  return { accounts, problem: null };
}

function byTag(key: string, glob: string, index: AccountIndex): Selection {
  const selection = matching(index, index.tagged(key, glob));
  if (index.tagsUnread.size === 0) return selection;
  return {
    accounts: selection.accounts,
    problem: { kind: 'unread-tags', accounts: [...index.tagsUnread] },
  };
}

function byUnit(
  unit: string,
  index: AccountIndex,
  members: AccountIndex['inUnit' | 'directlyInUnit'],
): Selection {
  const byId = index.unitsById.get(unit);
  const found = byId === undefined ? (index.unitsByPath.get(unit) ?? []) : [byId];
  const [only, ...others] = found;
  if (only === undefined) return { accounts: [], problem: { kind: 'unknown-unit' } };
  if (others.length > 0) {
    const ids = found.map((candidate) => candidate.id);
    return { accounts: [], problem: { kind: 'ambiguous-unit', ids } };
  }
  return matching(index, members.get(only.id) ?? []);
}
