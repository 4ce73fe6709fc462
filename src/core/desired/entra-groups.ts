import type { Span } from '../diagnostics/span.ts';
import type { Mapping, PrincipalReference } from '../mapping/mapping.ts';
import { namedPrincipals } from '../mapping/named-principals.ts';
import { type Principal, unsyncedId } from '../model/principal.ts';
import type { Snapshot } from '../model/snapshot.ts';
import { findingAt, originOf } from '../select/finding-at.ts';
import type { LocatedFinding } from '../select/located-finding.ts';
import { principalFinding } from '../select/principal-finding.ts';
import { groupsMeant } from '../select/resolve-directory-group.ts';
import {
  type PrincipalIndex,
  type PrincipalResolution,
  resolvePrincipal,
} from '../select/resolve-principal.ts';
import type { UnassignedGroup } from './desired-state.ts';

/** Object ids of the groups of Entra that rules name or may mean, also where they grant nothing now. */
export function namedGroups(mapping: Mapping, index: PrincipalIndex): ReadonlySet<string> {
  const { directory, joins } = index;
  if (directory === null) return new Set();
  const references = namedPrincipals(mapping).map(({ value }) => value);
  return new Set(
    references.flatMap((reference) => {
      const resolution = resolvePrincipal(reference, index);
      const itself = 'principal' in resolution ? resolution.principal.entraObjectId : null;
      const meant = groupsMeant(reference, joins).map(({ id }) => id);
      return itself === null ? meant : [itself, ...meant];
    }),
  );
}

/** Whom settings take out of the application. One that Entra no longer has is out of it already. */
export function givenUpGroups(
  { settings }: Mapping,
  index: PrincipalIndex,
  snapshot: Snapshot,
): { readonly groups: readonly UnassignedGroup[]; readonly findings: readonly LocatedFinding[] } {
  const groups: UnassignedGroup[] = [];
  const findings: LocatedFinding[] = [];
  if (snapshot.directory === null) return { groups, findings };
  for (const { value: reference, at } of settings.entra?.unassignGroups ?? []) {
    const resolution = resolvePrincipal(reference, index);
    const principal = principalOf(resolution);
    if (principal === null) {
      findings.push(...problemOf(reference, at, resolution, snapshot));
    } else if (principal.entraObjectId === null) {
      findings.push(nobodyInEntra(reference, at, principal.name));
    } else {
      groups.push({ principal, origin: originOf(at) });
    }
  }
  return { groups, findings };
}

/** An id of the identity store whose group nothing ties to one of Entra. */
function nobodyInEntra(reference: PrincipalReference, at: Span, name: string): LocatedFinding {
  const finding = findingAt(at, {
    code: 'unknown-group',
    severity: 'warning',
    headline: `nothing tells which group of Entra "${name}" (${reference.text}) is: it is not taken out`,
    why: null,
    help: 'list it as entra:<object id>',
  });
  return { subject: `group ${reference.text} to unassign`, finding };
}

function principalOf(resolution: PrincipalResolution): Principal | null {
  if ('principal' in resolution) return resolution.principal;
  if (resolution.problem !== 'not-security-enabled') return null;
  const { id, displayName: name } = resolution.group;
  return { type: 'GROUP', id: unsyncedId(id), name, entraObjectId: id };
}

function problemOf(
  reference: PrincipalReference,
  at: Span,
  resolution: PrincipalResolution,
  snapshot: Snapshot,
): LocatedFinding[] {
  if ('principal' in resolution) return [];
  switch (resolution.problem) {
    case 'deleted':
    case 'not-in-entra':
      return [];
    case 'unknown': {
      const finding = findingAt(at, {
        code: 'unknown-group',
        severity: 'warning',
        headline: `there is no group "${reference.text}" to take out of the application`,
        why: null,
        help: 'correct the name, or take it out of settings.entra.unassignGroups',
      });
      return [{ subject: `group ${reference.text} to unassign`, finding }];
    }
    case 'ambiguous':
    case 'ambiguous-in-entra':
    case 'indistinct':
    case 'not-security-enabled': {
      const { subject, finding } = principalFinding(reference, at, resolution, snapshot);
      return [{ subject: `${subject} to unassign`, finding }];
    }
  }
}
