import type { ApplicationRule, Mapping } from '../mapping/mapping.ts';
import { type Application, applicationKey, type NamedApplication } from '../model/application.ts';
import { isUnsynced } from '../model/principal.ts';
import type { Snapshot } from '../model/snapshot.ts';
import { findingAt, originOf } from '../select/finding-at.ts';
import type { LocatedFinding } from '../select/located-finding.ts';
import { applicationFinding, resolveApplication } from '../select/resolve-application.ts';
import type { PrincipalIndex } from '../select/resolve-principal.ts';
import type {
  DesiredApplicationAssignment,
  DesiredApplications,
  UnresolvedApplications,
} from './desired-state.ts';
import { isPast, mergeDeclared } from './merge-declared.ts';
import { type ResolvedPrincipals, resolvePrincipals } from './resolve-principals.ts';

export interface ResolvedApplications extends Pick<
  ResolvedPrincipals,
  'findings' | 'notes' | 'takenNames'
> {
  readonly applications: DesiredApplications;
}

/** What rules of `applications` ask for. `now` is ISO 8601 in UTC. */
export function desiredApplications(
  mapping: Mapping,
  index: PrincipalIndex,
  snapshot: Snapshot,
  now: string,
): ResolvedApplications {
  const named = new Map<string, NamedApplication>();
  const assignments = new Map<string, DesiredApplicationAssignment>();
  const unresolved: UnresolvedApplications[] = [];
  const findings: LocatedFinding[] = [];
  const notes: LocatedFinding[] = [];
  const takenNames = new Map<string, string>();
  for (const rule of mapping.applications) {
    const people = resolvePrincipals(rule.principals, index, snapshot);
    const meant = resolveNames(rule, snapshot);
    findings.push(...[...people.findings, ...meant.findings].map((found) => inRule(found, rule)));
    notes.push(...people.notes);
    for (const [id, why] of people.takenNames) takenNames.set(id, why);
    unresolved.push(...hiddenBy(rule, people, meant));
    for (const { arn, name } of meant.applications) named.set(arn, { arn, name });
    for (const wanted of expand(rule, people, meant.applications, now)) {
      const known = assignments.get(wanted.key);
      const merged = known === undefined ? wanted : mergeDeclared(known, wanted, now);
      assignments.set(wanted.key, merged);
    }
  }
  return { applications: { named, assignments, unresolved }, findings, notes, takenNames };
}

interface Meant {
  readonly applications: readonly Application[];
  /** ARNs that names without a sole answer could mean; null where one could mean any. */
  readonly possible: ReadonlySet<string> | null;
  readonly doubtful: readonly string[];
  readonly findings: readonly LocatedFinding[];
}

function resolveNames(rule: ApplicationRule, { applications: live }: Snapshot): Meant {
  if (live === null) {
    const doubtful = rule.applications.map(({ value }) => value.value);
    return { applications: [], possible: null, doubtful, findings: [unlisted(rule)] };
  }
  const applications: Application[] = [];
  const findings: LocatedFinding[] = [];
  const doubtful: string[] = [];
  let possible: Set<string> | null = new Set<string>();
  for (const reference of rule.applications) {
    const resolution = resolveApplication(reference.value, live.applications);
    if ('application' in resolution) {
      applications.push(resolution.application);
      continue;
    }
    doubtful.push(reference.value.value);
    findings.push(applicationFinding(reference, resolution, live.applications));
    if (resolution.problem === 'unknown') possible = null;
    else for (const arn of resolution.arns) possible?.add(arn);
  }
  return { applications, possible, doubtful, findings };
}

function unlisted(rule: ApplicationRule): LocatedFinding {
  return {
    subject: 'applications',
    finding: findingAt(rule.at, {
      code: 'unread-part',
      severity: 'error',
      headline: 'which applications this rule means cannot be told: they could not be listed',
      why: 'nothing about applications is planned',
      help: 'run again; if it stays, allow sso:ListApplications',
    }),
  };
}

function hiddenBy(
  rule: ApplicationRule,
  people: ResolvedPrincipals,
  { applications, possible, doubtful }: Meant,
): UnresolvedApplications[] {
  const place = `${rule.at.file}:${rule.at.line}`;
  const isPeopleKnown = people.unresolved.length === 0;
  return [
    ...(doubtful.length === 0
      ? []
      : [
          {
            applications: possible,
            principals: isPeopleKnown ? new Set(people.principals.map(({ id }) => id)) : null,
            why: `which application ${quoted(doubtful)} is cannot be decided (${place})`,
          },
        ]),
    ...(isPeopleKnown
      ? []
      : [
          {
            applications: new Set(applications.map(({ arn }) => arn)),
            principals: null,
            why: `who ${quoted(people.unresolved.map(({ text }) => text))} is cannot be decided (${place})`,
          },
        ]),
  ];
}

function quoted(words: readonly string[]): string {
  return words.map((word) => `"${word}"`).join(', ');
}

function* expand(
  rule: ApplicationRule,
  people: ResolvedPrincipals,
  applications: readonly Application[],
  now: string,
): Generator<DesiredApplicationAssignment> {
  const expires = rule.expires?.value ?? null;
  for (const { arn, name } of applications) {
    for (const principal of people.principals) {
      yield {
        key: applicationKey(arn, principal),
        application: { arn, name },
        principal,
        byName: !people.byId.has(principal.id),
        expires,
        expired: isPast(expires, now),
        origins: [originOf(rule.at)],
        reasons: rule.reason === null ? [] : [rule.reason],
        waiting: isUnsynced(principal) ? 'Entra has not synced the group to AWS yet' : null,
        blocked: people.takenNames.get(principal.entraObjectId ?? '') ?? null,
      };
    }
  }
}

/** The same word in another rule is another problem: who writes it there causes it there. */
function inRule(found: LocatedFinding, rule: ApplicationRule): LocatedFinding {
  const words = JSON.stringify([
    rule.applications.map(({ value }) => value.value),
    rule.principals.map(({ value }) => value.text),
  ]);
  return { ...found, subject: `${found.subject} in ${words}` };
}
