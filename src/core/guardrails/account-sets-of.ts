import { type Fact, UnknownFact } from '../mapping/expression-variables.ts';
import type { Mapping } from '../mapping/mapping.ts';
import type { AccountIndex } from '../select/account-index.ts';
import { createSelectorResolver } from '../select/resolve-selectors.ts';

/** Which account sets contain an account, as one version of the files says; `needed` null asks for all. */
export interface AccountSetsOf {
  readonly of: (accountId: string, needed: readonly string[] | null) => Fact<readonly string[]>;
  /** Equal where two versions mean the same accounts by the same names. */
  readonly fingerprint: string;
}

export function accountSetsOf(
  { accountSets }: Pick<Mapping, 'accountSets'>,
  index: AccountIndex,
): AccountSetsOf {
  const resolver = createSelectorResolver(accountSets, index);
  const byAccount = new Map<string, string[]>();
  const uncertain: string[] = [];
  const members: [string, boolean, string[]][] = [];
  for (const set of accountSets) {
    const { accounts, certain } = resolver.resolve(set.accounts, set.allowEmpty);
    if (!certain) uncertain.push(set.name);
    members.push([set.name, certain, [...accounts.keys()].toSorted()]);
    for (const id of accounts.keys()) {
      const names = byAccount.get(id);
      if (names === undefined) byAccount.set(id, [set.name]);
      else names.push(set.name);
    }
  }
  return {
    of: (accountId, needed) => {
      const names = byAccount.get(accountId) ?? [];
      const missing = uncertain.find(
        (name) => !names.includes(name) && (needed === null || needed.includes(name)),
      );
      return missing === undefined
        ? names
        : new UnknownFact(`which accounts the set "${missing}" means cannot be computed`);
    },
    fingerprint: JSON.stringify(members.toSorted(([a], [b]) => (a < b ? -1 : 1))),
  };
}
