import type { Located } from '../diagnostics/span.ts';
import { isPast } from '../desired/merge-declared.ts';
import type { PrincipalReference, Rule } from '../mapping/mapping.ts';
import type { Principal } from '../model/principal.ts';
import { indexAccounts } from '../select/account-index.ts';
import {
  indexPrincipals,
  type PrincipalResolution,
  resolvePrincipal,
} from '../select/resolve-principal.ts';
import { principalFinding } from '../select/principal-finding.ts';
import type { AccessFacts } from './access-facts.ts';
import { type AccountMatch, matchAccount } from './match-account.ts';

export type Resolved = Extract<PrincipalResolution, { readonly principal: unknown }>;

/** A rule that names somebody and gives them a set that is asked about, here or elsewhere. */
export interface RuleHit {
  readonly rule: Rule;
  readonly permissionSet: string;
  readonly principal: Principal;
  readonly reference: Located<PrincipalReference>;
  readonly resolution: Resolved;
  readonly match: AccountMatch;
  readonly expired: boolean;
}

export function ruleHits({
  account,
  mapping,
  now,
  permissionSet,
  snapshot,
}: AccessFacts): RuleHit[] {
  const index = indexPrincipals(snapshot);
  const context = {
    index: indexAccounts(snapshot),
    accountSets: new Map(mapping.accountSets.map((set) => [set.name, set])),
  };
  return mapping.rules.flatMap((rule) => {
    const sets = rule.permissionSets.filter(
      ({ value }) => permissionSet === null || value === permissionSet,
    );
    if (sets.length === 0) return [];
    const match = matchAccount(rule, account, context);
    const expired = isPast(rule.expires?.value ?? null, now);
    return rule.principals.flatMap((reference) => {
      const resolution = resolvePrincipal(reference.value, index);
      if (!('principal' in resolution)) return [];
      const { principal } = resolution;
      return sets.map(({ value }) => {
        return { rule, permissionSet: value, principal, reference, resolution, match, expired };
      });
    });
  });
}

/** Rules that name one of their groups, or the group itself, where nobody can tell which group that is. */
export function unresolvedNotes({ mapping, snapshot, who }: AccessFacts): string[] {
  const index = indexPrincipals(snapshot);
  const names = new Set(
    who.kind === 'group'
      ? [who.principal.name]
      : snapshot.groups.flatMap(({ displayName, id }) =>
          who.groupIds.has(id) ? [displayName] : [],
        ),
  );
  return mapping.rules.flatMap(({ principals }) =>
    principals.flatMap(({ at, value }) => {
      const resolution = resolvePrincipal(value, index);
      if ('principal' in resolution || !names.has(value.value)) return [];
      const { headline } = principalFinding(value, at, resolution, snapshot).finding;
      return [`${headline} (${at.file}:${at.line})`];
    }),
  );
}
