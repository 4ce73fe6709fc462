import type { Finding } from '../diagnostics/finding.ts';
import type { Versions } from './attribute.ts';
import type { Operation } from './operation.ts';
import { fieldsDeclaredAlike } from './permission-set-fields.ts';

/**
 * Parts of an edit that base declares already and that no apply has done: a direct push, or an apply that
 * failed. They are in this change's edit, so its reviewers must know that they approve them too.
 */
export function unappliedFindings(operations: readonly Operation[], versions: Versions): Finding[] {
  const { base, lastApplied, between } = versions;
  if (base === null || lastApplied === null || base === lastApplied) return [];
  return operations.flatMap((operation) => {
    if (operation.kind !== 'update-permission-set' || operation.cause !== 'change') return [];
    const { permissionSet, after, origins } = operation;
    if (after === null) return [];
    const inBase = fieldsDeclaredAlike(after, base.desired.permissionSets.get(permissionSet));
    const earlier = [lastApplied, ...between].map(
      ({ desired }) =>
        new Set(fieldsDeclaredAlike(after, desired.permissionSets.get(permissionSet))),
    );
    const unapplied = inBase.filter((field) => earlier.some((alike) => !alike.has(field)));
    if (unapplied.length === 0) return [];
    return [
      {
        code: 'not-applied-yet',
        severity: 'warning',
        headline: `the edit of "${permissionSet}" also brings what was merged or pushed before and never applied: ${unapplied.join(', ')}`,
        why: 'it may have been reviewed by nobody',
        help: 'review it here: merging approves it too',
        origin: origins[0] ?? null,
        causedByHead: false,
        operations: [operation.id],
      },
    ];
  });
}
