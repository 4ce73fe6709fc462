import type { Mapping, Rule } from '../mapping/mapping.ts';
import { withPartition } from '../mapping/with-partition.ts';
import { partitionOf } from '../model/ids.ts';
import type { Account } from '../model/account.ts';
import { isUnsynced } from '../model/principal.ts';
import type { Snapshot } from '../model/snapshot.ts';
import { indexAccounts } from '../select/account-index.ts';
import type { DesiredGrant, DesiredState, UnresolvedScope } from './desired-state.ts';
import { desiredApplications } from './desired-applications.ts';
import { givenUpGroups, namedGroups } from './entra-groups.ts';
import { isPast, mergeDeclared } from './merge-declared.ts';
import { type ResolvedPrincipals, resolvePrincipals } from './resolve-principals.ts';
import { grantKey } from '../model/assignment.ts';
import type { LocatedFinding } from '../select/located-finding.ts';
import { findingAt, originOf } from '../select/finding-at.ts';
import type { PrincipalIndex } from '../select/resolve-principal.ts';
import { indexPrincipals } from '../select/resolve-principal.ts';
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
  const noteOnce = ({ findings: some, notes: about, takenNames: taken }: Told): void => {
    findings.push(...some);
    // A group that fifty rules name has one trouble, told where it is named first.
    for (const note of about) if (!notes.has(note.subject)) notes.set(note.subject, note);
    for (const [id, why] of taken) takenNames.set(id, why);
  };

  for (const rule of mapping.rules) {
    const resolved = resolveRule(rule, selectors, principals, snapshot);
    noteOnce(resolved);
    unresolved.push(...resolved.unresolved);
    for (const grant of expand(rule, resolved, now)) {
      const known = grants.get(grant.key);
      grants.set(grant.key, known === undefined ? grant : mergeDeclared(known, grant, now));
    }
  }
  const applications = desiredApplications(mapping, principals, snapshot, now);
  noteOnce(applications);
  return {
    permissionSets: new Map(
      mapping.permissionSets.map((set) => [
        set.name,
        { ...set, content: withPartition(set.content, partitionOf(snapshot.instance.arn)) },
      ]),
    ),
    grants,
    applications: applications.applications,
    unresolved,
    namedGroups: namedGroups(mapping, principals),
    takenNames,
    unassignedGroups: givenUp.groups,
    findings: [...findings, ...givenUp.findings, ...notes.values()],
  };
}

type Told = Pick<ResolvedPrincipals, 'findings' | 'notes' | 'takenNames'>;

interface ResolvedRule extends Omit<ResolvedPrincipals, 'unresolved'> {
  readonly accounts: readonly Account[];
  readonly blocked: string | null;
  readonly unresolved: readonly UnresolvedScope[];
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
