import { nearest } from '../diagnostics/nearest.ts';
import type { Span } from '../diagnostics/span.ts';
import type { PrincipalReference } from '../mapping/mapping.ts';
import type { Snapshot } from '../model/snapshot.ts';
import type { LocatedFinding } from './located-finding.ts';
import { findingAt } from './finding-at.ts';
import type { PrincipalResolution } from './resolve-principal.ts';

/** Puts an unknown or ambiguous principal into words, at the place that names it. */
export function principalFinding(
  reference: PrincipalReference,
  at: Span,
  problem: Exclude<PrincipalResolution, { readonly principal: unknown }>,
  snapshot: Snapshot,
): LocatedFinding {
  const word = reference.type === 'GROUP' ? 'group' : 'user';
  const subject = `${word} ${reference.text}`;
  if (problem.problem === 'ambiguous') {
    return {
      subject,
      finding: findingAt(at, {
        code: reference.type === 'GROUP' ? 'ambiguous-group' : 'ambiguous-user',
        severity: 'error',
        headline: `${problem.ids.length} ${word}s of the identity store answer to "${reference.text}"`,
        why: `they are ${problem.ids.join(', ')}; names that differ only by case count as the same`,
        help: `name the one you mean as entra:<object id> or id:<identity store id>`,
      }),
    };
  }
  // No user is suggested: the name of somebody whom no file names is nobody's business here.
  const near =
    reference.type === 'GROUP' && reference.by === 'name'
      ? nearest(
          reference.value,
          snapshot.groups.map((group) => group.displayName),
        )
      : null;
  const sync =
    'assign it to the enterprise application and rerun after the next provisioning cycle';
  return {
    subject,
    finding: findingAt(at, {
      code: reference.type === 'GROUP' ? 'unknown-group' : 'unknown-user',
      severity: 'error',
      headline: `${word} "${reference.text}" is not in the identity store`,
      why: `only ${word}s already provisioned from Entra ID can receive access`,
      help:
        near === null
          ? `correct the name; if it is new, ${sync}`
          : `did you mean "${near}"? if it is new, ${sync}`,
    }),
  };
}
