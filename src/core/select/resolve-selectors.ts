import type { Located } from '../diagnostics/span.ts';
import type { AccountSet, Selector } from '../mapping/mapping.ts';
import type { Account } from '../model/account.ts';
import type { AccountIndex } from './account-index.ts';
import type { LocatedFinding } from './located-finding.ts';
import { selectAccounts } from './select-accounts.ts';
import { selectorFinding } from './selector-finding.ts';

export interface ResolvedSelectors {
  readonly accounts: ReadonlyMap<string, Account>;
  /** False where at least one selector could not be answered: more or other accounts may be meant. */
  readonly certain: boolean;
  /** True where at least one selector had no answer at all, rather than an empty one. */
  readonly uncomputable: boolean;
  readonly findings: readonly LocatedFinding[];
}

const nothing: ResolvedSelectors = {
  accounts: new Map(),
  certain: false,
  uncomputable: true,
  findings: [],
};

/** Answers lists of selectors; each account set is computed, and complained about, once. */
export interface SelectorResolver {
  resolve(selectors: readonly Located<Selector>[], allowEmpty: boolean): ResolvedSelectors;
  /** What is wrong with the account sets themselves, used or not. */
  accountSetFindings(): readonly LocatedFinding[];
}

export function createSelectorResolver(
  accountSets: readonly AccountSet[],
  index: AccountIndex,
): SelectorResolver {
  const declared = new Map(accountSets.map((set) => [set.name, set]));
  const resolvedSets = new Map<string, ResolvedSelectors>();

  function resolveSet(name: string): ResolvedSelectors {
    const known = resolvedSets.get(name);
    if (known !== undefined) return known;
    // The loader refuses cycles and undeclared names, so this ends; were it wrong, nothing is certain.
    resolvedSets.set(name, nothing);
    const set = declared.get(name);
    if (set !== undefined) resolvedSets.set(name, resolve(set.accounts, set.allowEmpty));
    return resolvedSets.get(name) ?? nothing;
  }

  function resolve(
    selectors: readonly Located<Selector>[],
    allowEmpty: boolean,
  ): ResolvedSelectors {
    const accounts = new Map<string, Account>();
    const findings: LocatedFinding[] = [];
    let certain = true;
    let uncomputable = false;
    for (const { value: selector, at } of selectors) {
      if (selector.kind === 'set') {
        const inner = resolveSet(selector.set);
        for (const [id, account] of inner.accounts) accounts.set(id, account);
        certain &&= inner.certain;
        uncomputable ||= inner.uncomputable;
        continue;
      }
      const selection = selectAccounts(selector, index);
      for (const account of selection.accounts) accounts.set(account.id, account);
      const { problem } = selection;
      if (problem === null) continue;
      if (problem.kind === 'empty-selector' && allowEmpty) continue;
      if (problem.kind !== 'suspended-account') {
        certain = false;
        uncomputable ||= problem.kind !== 'empty-selector';
      }
      findings.push(selectorFinding(selector, at, problem, index));
    }
    return { accounts, certain, uncomputable, findings };
  }

  return {
    resolve,
    accountSetFindings: () => accountSets.flatMap((set) => resolveSet(set.name).findings),
  };
}
