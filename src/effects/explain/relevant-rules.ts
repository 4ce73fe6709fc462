import { isSelected, matchAccount } from '../../core/explain/match-account.ts';
import type { ExplainQuestion } from '../../core/explain/question.ts';
import type { Mapping, PrincipalReference, Rule } from '../../core/mapping/mapping.ts';
import type { Account } from '../../core/model/account.ts';
import type { Snapshot } from '../../core/model/snapshot.ts';
import { indexAccounts } from '../../core/select/account-index.ts';
import { isSameName } from '../../core/select/join-groups.ts';
import { indexPrincipals, resolvePrincipal } from '../../core/select/resolve-principal.ts';

/** Rules that give what is asked about: in this account to anybody, or anywhere to those it is about. */
export function relevantRules(
  { accountSets, rules }: Mapping,
  snapshot: Snapshot,
  account: Account,
  asked: Extract<ExplainQuestion, { readonly kind: 'access' }> & {
    readonly mine: ReadonlySet<string>;
  },
): Rule[] {
  const context = {
    index: indexAccounts(snapshot),
    accountSets: new Map(accountSets.map((set) => [set.name, set])),
  };
  const principals = indexPrincipals(snapshot);
  const isMine = (reference: PrincipalReference): boolean => {
    if (isSameName(reference.text, asked.principal)) return true;
    const resolution = resolvePrincipal(reference, principals);
    return 'principal' in resolution && asked.mine.has(resolution.principal.id);
  };
  return rules.filter(
    (rule) =>
      (asked.permissionSet === null ||
        rule.permissionSets.some(({ value }) => value === asked.permissionSet)) &&
      (rule.principals.some(({ value }) => isMine(value)) ||
        isSelected(matchAccount(rule, account, context))),
  );
}
