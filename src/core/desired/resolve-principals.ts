import type { Located } from '../diagnostics/span.ts';
import type { PrincipalReference } from '../mapping/mapping.ts';
import type { Principal } from '../model/principal.ts';
import type { Snapshot } from '../model/snapshot.ts';
import { directoryFindings } from '../select/directory-findings.ts';
import type { LocatedFinding } from '../select/located-finding.ts';
import { principalFinding } from '../select/principal-finding.ts';
import type { PrincipalIndex } from '../select/resolve-principal.ts';
import { resolvePrincipal } from '../select/resolve-principal.ts';
import { isNameTaken, whyNameTaken } from '../select/taken-name.ts';
import type { DesiredState } from './desired-state.ts';

export interface ResolvedPrincipals {
  readonly principals: readonly Principal[];
  readonly unresolved: readonly PrincipalReference[];
  readonly findings: readonly LocatedFinding[];
  /** About groups, whichever rule names them. */
  readonly notes: readonly LocatedFinding[];
  readonly takenNames: DesiredState['takenNames'];
  /** Ids of principals that are meant by an id, not by name alone. */
  readonly byId: ReadonlySet<string>;
}

/** Whom one rule names. */
export function resolvePrincipals(
  references: readonly Located<PrincipalReference>[],
  index: PrincipalIndex,
  snapshot: Snapshot,
): ResolvedPrincipals {
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
