import type { Declared, DesiredGrant, DesiredState } from '../desired/desired-state.ts';
import type { Finding } from '../diagnostics/finding.ts';
import { sortedBy, sortedUnique } from '../model/order.ts';

/**
 * Ends that this head introduces, moves or takes back on grants that already exist: no operation shows
 * them, so a reviewer would not see them otherwise. One finding per group, set and pair of times.
 */
function ofGrants(head: DesiredState, base: DesiredState): Finding[] {
  const changed = [...head.grants.values()].flatMap((grant) => {
    const before = base.grants.get(grant.key);
    if (before === undefined || before.expires === grant.expires) return [];
    return [{ grant, from: before.expires }];
  });
  const grouped = Map.groupBy(
    changed,
    ({ grant, from }) => `${holderKey(grant)} ${grant.permissionSet} ${from} ${grant.expires}`,
  );
  const findings = [...grouped.values()].flatMap((members) => {
    const [first] = members;
    if (first === undefined) return [];
    return [
      finding(
        first.grant,
        first.from,
        members.map((member) => member.grant),
      ),
    ];
  });
  return sortedBy(findings, ({ headline }) => headline);
}

/** Users are counted together: a headline is read in public repositories too. */
function holderKey({ principal }: DesiredGrant): string {
  return principal.type === 'GROUP' ? `GROUP ${principal.id}` : 'USER';
}

/** Of grants and of assignments to applications. */
export function expiryFindings(head: DesiredState, base: DesiredState): Finding[] {
  return [...ofGrants(head, base), ...ofApplications(head, base)];
}

/** One finding per application and pair of times. */
function ofApplications(head: DesiredState, base: DesiredState): Finding[] {
  const before = base.applications.assignments;
  const changed = [...head.applications.assignments.values()].flatMap((wanted) => {
    const was = before.get(wanted.key);
    return was === undefined || was.expires === wanted.expires
      ? []
      : [{ wanted, from: was.expires }];
  });
  const grouped = Map.groupBy(
    changed,
    ({ wanted, from }) => `${wanted.application.arn} ${from} ${wanted.expires}`,
  );
  const findings = [...grouped.values()].flatMap((members) => {
    const [first] = members;
    if (first === undefined) return [];
    const { wanted, from } = first;
    const names = members.flatMap(({ wanted: { principal } }) =>
      principal.type === 'GROUP' ? [`"${principal.name}"`] : [],
    );
    const users = members.length - names.length;
    const who = [
      ...sortedUnique(names),
      ...(users === 0 ? [] : [`${users} ${users === 1 ? 'user' : 'users'}`]),
    ];
    const told = who.length > 3 ? `${members.length} groups and users` : who.join(', ');
    return [say(`application "${wanted.application.name}" of ${told}`, from, wanted)];
  });
  return sortedBy(findings, ({ headline }) => headline);
}

function finding(
  grant: DesiredGrant,
  from: string | null,
  grants: readonly DesiredGrant[],
): Finding {
  const names = sortedUnique(grants.map(({ account }) => account.name));
  const where = names.length > 3 ? `${names.length} accounts` : names.join(', ');
  const users = new Set(grants.map(({ principal }) => principal.id)).size;
  const who =
    grant.principal.type === 'GROUP'
      ? `"${grant.principal.name}"`
      : `${users} ${users === 1 ? 'user' : 'users'}`;
  return say(`${grant.permissionSet} of ${who} on ${where}`, from, grant);
}

function say(what: string, from: string | null, grant: Declared): Finding {
  return {
    code: 'grant-expires',
    severity:
      grant.expires === null || (from !== null && grant.expires > from) ? 'info' : 'warning',
    headline: grant.expired
      ? `${what} ends at once: ${grant.expires ?? ''} is past`
      : words(what, from, grant.expires),
    why: null,
    help: null,
    origin: grant.origins[0] ?? null,
    causedByHead: true,
    operations: [],
  };
}

function words(what: string, from: string | null, to: string | null): string {
  if (to === null) return `${what} no longer ends (it was to end ${from ?? ''})`;
  if (from === null) return `${what} now ends ${to}`;
  return `${what} now ends ${to} instead of ${from}`;
}
