import type { Finding } from '../diagnostics/finding.ts';
import { attributeChanges, keysDeclaredAlike } from './attribute-keys.ts';
import type { Version, Versions } from './attribute.ts';
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
    const { cause, id, origins } = operation;
    const parts = partsOf(operation);
    if (parts === null || cause !== 'change') return [];
    const inBase = parts.declaredBy(base);
    const earlier = [lastApplied, ...between].map((version) => new Set(parts.declaredBy(version)));
    const unapplied = inBase.filter((part) => earlier.some((alike) => !alike.has(part)));
    if (unapplied.length === 0) return [];
    return [
      {
        code: 'not-applied-yet',
        severity: 'warning',
        headline: `the edit of ${parts.what} also brings what was merged or pushed before and never applied: ${unapplied.join(', ')}`,
        why: 'it may have been reviewed by nobody',
        help: 'review it here: merging approves it too',
        origin: origins[0] ?? null,
        causedByHead: false,
        operations: [id],
      },
    ];
  });
}

/** An edit that writes several things, and which of them a version of the files declares just the same. */
function partsOf(operation: Operation): {
  readonly what: string;
  readonly declaredBy: (version: Version) => readonly string[];
} | null {
  if (operation.kind === 'update-permission-set' && operation.after !== null) {
    const { permissionSet, after } = operation;
    return {
      what: `"${permissionSet}"`,
      declaredBy: ({ desired }) =>
        fieldsDeclaredAlike(after, desired.permissionSets.get(permissionSet)),
    };
  }
  if (operation.kind === 'update-access-control-attributes') {
    const changes = attributeChanges(operation.before, operation.after);
    return {
      what: 'the attributes for access control',
      declaredBy: ({ mapping }) => keysDeclaredAlike(changes, mapping),
    };
  }
  return null;
}
