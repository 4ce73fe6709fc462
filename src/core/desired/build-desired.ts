import type { Located } from '../diagnostics/span.ts';
import type { Mapping, PrincipalReference, Rule } from '../mapping/mapping.ts';
import { withPartition } from '../mapping/with-partition.ts';
import { partitionOf } from '../model/ids.ts';
import type { Account } from '../model/account.ts';
import { isUnsynced, type Principal } from '../model/principal.ts';
import type { Snapshot } from '../model/snapshot.ts';
import { indexAccounts } from '../select/account-index.ts';
import type { DesiredGrant, DesiredState, UnresolvedScope } from './desired-state.ts';
import { givenUpGroups, namedGroups } from './entra-groups.ts';
import { grantKey } from '../model/assignment.ts';
import type { LocatedFinding } from '../select/located-finding.ts';
import { findingAt, originOf } from '../select/finding-at.ts';
import { directoryFindings } from '../select/directory-findings.ts';
import { principalFinding } from '../select/principal-finding.ts';
import type { PrincipalIndex } from '../select/resolve-principal.ts';
import { indexPrincipals, resolvePrincipal } from '../select/resolve-principal.ts';
import { isNameTaken, whyNameTaken } from '../select/taken-name.ts';
import type { SelectorResolver } from '../select/resolve-selectors.ts';
import { createSelectorResolver } from '../select/resolve-selectors.ts';

/** Selectors → account ids, names → principals; every grant keeps its origins. `now` is ISO 8601 in UTC. */
export function buildDesired(mapping: Mapping, snapshot: Snapshot, now: string): DesiredState {
  const selectors = createSelectorResolver(mapping.accountSets, indexAccounts(snapshot));
  const principals = indexPrincipals(snapshot);
  const grants = new Map<string, DesiredGrant>();
  const unresolved: UnresolvedScope[] = [];
  const findings: LocatedFinding[] = [...selectors.accountSetFindings()];
  const notes = new Map<string, LocatedFinding>();
  const takenNames = new Map<string, string>();
  const givenUp = givenUpGroups(mapping, principals, snapshot);

  for (const rule of mapping.rules) {
    const resolved = resolveRule(rule, selectors, principals, snapshot);
    findings.push(...resolved.findings);
    // A group that fifty rules name has one trouble, told where it is named first.
    for (const note of resolved.notes) if (!notes.has(note.subject)) notes.set(note.subject, note);
    unresolved.push(...resolved.unresolved);
    for (const [id, why] of resolved.takenNames) takenNames.set(id, why);
    for (const grant of expand(rule, resolved, now)) {
      const known = grants.get(grant.key);
      grants.set(grant.key, known === undefined ? grant : merge(known, grant, now));
    }
  }
  return {
    permissionSets: new Map(
      mapping.permissionSets.map((set) => [
        set.name,
        { ...set, content: withPartition(set.content, partitionOf(snapshot.instance.arn)) },
      ]),
    ),
    grants,
    unresolved,
    namedGroups: namedGroups(mapping, principals),
    takenNames,
    unassignedGroups: givenUp.groups,
    findings: [...findings, ...givenUp.findings, ...notes.values()],
  };
}

interface ResolvedRule {
  readonly principals: readonly Principal[];
  readonly accounts: readonly Account[];
  readonly blocked: string | null;
  readonly unresolved: readonly UnresolvedScope[];
  readonly findings: readonly LocatedFinding[];
  /** About groups, whichever rule names them. */
  readonly notes: readonly LocatedFinding[];
  readonly takenNames: DesiredState['takenNames'];
  /** Ids of principals that are meant by an id, not by name alone. */
  readonly byId: ReadonlySet<string>;
}

function resolveRule(
  rule: Rule,
  selectors: SelectorResolver,
  index: PrincipalIndex,
  snapshot: Snapshot,
): ResolvedRule {
  const included = selectors.resolve(rule.accounts, rule.allowEmpty);
  const excluded = selectors.resolve(rule.except, rule.allowEmpty);
  const accounts = [...included.accounts.values()].filter(({ id }) => !excluded.accounts.has(id));
  const people = resolvePrincipals(rule.principals, index, snapshot);
  const findings = [...included.findings, ...excluded.findings, ...people.findings];
  const permissionSets = rule.permissionSets.map((name) => name.value);
  const place = `${rule.at.file}:${rule.at.line}`;
  const unresolved: UnresolvedScope[] = [];
  const words = `${wordsOf(rule)} ${accounts.map(({ id }) => id).join(' ')}`;

  if (!included.certain || !excluded.certain) {
    unresolved.push({
      permissionSets,
      accountIds: null,
      rule: words,
      why: `which accounts the rule at ${place} means cannot be computed`,
    });
  } else if (accounts.length === 0 && included.accounts.size > 0 && !rule.allowEmpty) {
    findings.push(emptyRule(rule));
    const why = `the rule at ${place} is empty`;
    unresolved.push({ permissionSets, accountIds: null, rule: words, why });
  }
  if (people.unresolved.length > 0) {
    const names = people.unresolved.map(({ text }) => `"${text}"`).join(', ');
    unresolved.push({
      permissionSets,
      accountIds: included.certain ? new Set(accounts.map(({ id }) => id)) : null,
      rule: words,
      why: `who ${names} is cannot be decided (${place})`,
    });
  }
  return {
    principals: people.principals,
    accounts,
    blocked: excluded.certain
      ? null
      : `an exception of the rule at ${place} cannot be computed, so this account may be excepted`,
    unresolved,
    findings: findings.map((found) => inRule(found, rule)),
    notes: people.notes,
    takenNames: people.takenNames,
    byId: people.byId,
  };
}

/** The same word in another rule is another problem: who writes it there causes it there. */
function inRule(found: LocatedFinding, rule: Rule): LocatedFinding {
  return { ...found, subject: `${found.subject} in ${wordsOf(rule)}` };
}

function wordsOf(rule: Rule): string {
  return JSON.stringify([
    rule.permissionSets.map(({ value }) => value),
    rule.accounts.map(({ value }) => value.text),
    rule.except.map(({ value }) => value.text),
    rule.principals.map(({ value }) => value.text),
  ]);
}

function resolvePrincipals(
  references: readonly Located<PrincipalReference>[],
  index: PrincipalIndex,
  snapshot: Snapshot,
): {
  readonly principals: readonly Principal[];
  readonly unresolved: readonly PrincipalReference[];
  readonly findings: readonly LocatedFinding[];
  readonly notes: readonly LocatedFinding[];
  readonly takenNames: DesiredState['takenNames'];
  readonly byId: ReadonlySet<string>;
} {
  const principals: Principal[] = [];
  const unresolved: PrincipalReference[] = [];
  const findings: LocatedFinding[] = [];
  const notes: LocatedFinding[] = [];
  const takenNames = new Map<string, string>();
  const byId = new Set<string>();
  for (const { value: reference, at } of references) {
    const resolution = resolvePrincipal(reference, index);
    if ('principal' in resolution) {
      principals.push(resolution.principal);
      if (reference.by !== 'name') byId.add(resolution.principal.id);
      notes.push(...directoryFindings(at, resolution, snapshot));
      if (isNameTaken(resolution)) {
        takenNames.set(resolution.group.id, whyNameTaken(resolution));
        // The one in AWS may be whom the rule has meant: what it holds by that is not taken either.
        unresolved.push(reference);
      }
    } else {
      unresolved.push(reference);
      findings.push(principalFinding(reference, at, resolution, snapshot));
    }
  }
  return { principals, unresolved, findings, notes, takenNames, byId };
}

function* expand(rule: Rule, resolved: ResolvedRule, now: string): Generator<DesiredGrant> {
  const expires = rule.expires?.value ?? null;
  for (const { value: permissionSet } of rule.permissionSets) {
    for (const account of resolved.accounts) {
      for (const principal of resolved.principals) {
        yield {
          key: grantKey(account.id, permissionSet, principal),
          account: { id: account.id, name: account.name },
          permissionSet,
          principal,
          byName: !resolved.byId.has(principal.id),
          expires,
          expired: isPast(expires, now),
          origins: [originOf(rule.at)],
          reasons: rule.reason === null ? [] : [rule.reason],
          waiting: isUnsynced(principal) ? 'Entra has not synced the group to AWS yet' : null,
          blocked: resolved.takenNames.get(principal.entraObjectId ?? '') ?? resolved.blocked,
        };
      }
    }
  }
}

/** Two rules for one grant: the later end counts, both origins are kept, either may grant it. */
function merge(a: DesiredGrant, b: DesiredGrant, now: string): DesiredGrant {
  const expires = laterOf(a.expires, b.expires);
  return {
    ...a,
    byName: a.byName && b.byName,
    expires,
    expired: isPast(expires, now),
    origins: [...a.origins, ...b.origins],
    reasons: [...new Set([...a.reasons, ...b.reasons])],
    blocked: a.blocked === null || b.blocked === null ? null : a.blocked,
  };
}

function laterOf(a: string | null, b: string | null): string | null {
  if (a === null || b === null) return null;
  return a > b ? a : b;
}

/** Both are ISO 8601 in UTC of one form, so text order is time order. */
function isPast(expires: string | null, now: string): boolean {
  return expires !== null && expires <= now;
}

function emptyRule(rule: Rule): LocatedFinding {
  return {
    subject: `rule ${rule.accounts.map((a) => a.value.text).join(' ')} except ${rule.except.map((a) => a.value.text).join(' ')}`,
    finding: findingAt(rule.at, {
      code: 'empty-selector',
      severity: 'error',
      headline: 'the exceptions of this rule leave no account',
      why: 'a rule that stops matching must never become a mass revocation',
      help: 'correct it, or say allowEmpty: true if it may match nothing',
    }),
  };
}
