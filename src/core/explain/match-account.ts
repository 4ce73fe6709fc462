import type { Located } from '../diagnostics/span.ts';
import type { AccountSet, Rule, Selector } from '../mapping/mapping.ts';
import type { Account } from '../model/account.ts';
import type { AccountIndex } from '../select/account-index.ts';
import { selectAccounts } from '../select/select-accounts.ts';
import { selectorFinding } from '../select/selector-finding.ts';

export interface SelectorContext {
  readonly index: AccountIndex;
  readonly accountSets: ReadonlyMap<string, AccountSet>;
}

/** A selector that means an account. */
export interface SelectorMatch {
  /** As the rule has it. */
  readonly selector: Located<Selector>;
  /** The account sets between the rule and the selector that decides, and that one; empty where it is the rule's own. */
  readonly through: readonly Located<Selector>[];
}

export interface AccountMatch {
  readonly brings: readonly SelectorMatch[];
  readonly excepts: readonly SelectorMatch[];
  /** Exceptions that cannot be computed, in words: each may take the account out. */
  readonly unclear: readonly string[];
}

/** Which words of a rule mean one account. */
export function matchAccount(rule: Rule, account: Account, context: SelectorContext): AccountMatch {
  return {
    brings: matches(rule.accounts, account, context),
    excepts: matches(rule.except, account, context),
    unclear: rule.except.flatMap(({ at, value }) => problemsIn(value, at, context)),
  };
}

/** False where an exception takes it out, or may do so. */
export function isSelected({ brings, excepts, unclear }: AccountMatch): boolean {
  return brings.length > 0 && excepts.length === 0 && unclear.length === 0;
}

function matches(
  selectors: readonly Located<Selector>[],
  account: Account,
  context: SelectorContext,
): SelectorMatch[] {
  return selectors.flatMap((selector) => {
    const { value } = selector;
    if (value.kind !== 'set') {
      const found = selectAccounts(value, context.index).accounts;
      return found.some(({ id }) => id === account.id) ? [{ selector, through: [] }] : [];
    }
    // The loader refuses sets that stand in a circle, so this ends.
    const inner = matches(context.accountSets.get(value.set)?.accounts ?? [], account, context);
    return inner
      .slice(0, 1)
      .map((match) => ({ selector, through: [match.selector, ...match.through] }));
  });
}

function problemsIn(
  selector: Selector,
  at: Located<Selector>['at'],
  context: SelectorContext,
): string[] {
  if (selector.kind === 'set') {
    const inside = context.accountSets.get(selector.set)?.accounts ?? [];
    return inside.flatMap((inner) => problemsIn(inner.value, inner.at, context));
  }
  const { problem } = selectAccounts(selector, context.index);
  // What matches nothing, or only closed accounts, takes nothing out.
  if (problem === null || problem.kind === 'empty-selector' || problem.kind === 'suspended-account')
    return [];
  return [selectorFinding(selector, at, problem, context.index).finding.headline];
}
