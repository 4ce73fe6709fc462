import { nearest } from '../diagnostics/nearest.ts';
import type { Span } from '../diagnostics/span.ts';
import type { Finding } from '../diagnostics/finding.ts';
import type { PrincipalReference } from '../mapping/mapping.ts';
import type { Directory } from '../model/directory.ts';
import { remembered } from '../model/remembered.ts';
import type { Snapshot } from '../model/snapshot.ts';
import type { LocatedFinding } from './located-finding.ts';
import { findingAt } from './finding-at.ts';
import type { PrincipalResolution } from './resolve-principal.ts';

/** Puts an unknown or ambiguous principal into words, at the place that names it. */
export function principalFinding(
  reference: PrincipalReference,
  at: Span,
  problem: PrincipalProblem,
  snapshot: Snapshot,
): LocatedFinding {
  const word = reference.type === 'GROUP' ? 'group' : 'user';
  return {
    subject: `${word} ${reference.text}`,
    finding: findingAt(at, { severity: 'error', ...wordsFor(problem, reference, snapshot) }),
  };
}

type PrincipalProblem = Exclude<PrincipalResolution, { readonly principal: unknown }>;
type Words = Pick<Finding, 'code' | 'headline' | 'why' | 'help'>;

function wordsFor(
  problem: PrincipalProblem,
  reference: PrincipalReference,
  snapshot: Snapshot,
): Words {
  const word = reference.type === 'GROUP' ? 'group' : 'user';
  switch (problem.problem) {
    case 'unknown':
      return snapshot.directory === null || reference.by === 'id' || reference.type === 'USER'
        ? notInStore(reference, snapshot)
        : notInEntra(reference, snapshot, snapshot.directory);
    case 'ambiguous':
      return {
        code: reference.type === 'GROUP' ? 'ambiguous-group' : 'ambiguous-user',
        headline: `${problem.ids.length} ${word}s of the identity store answer to "${reference.text}"`,
        why: `they are ${problem.ids.join(', ')}; names that differ only by case count as the same`,
        help: `name the one you mean as entra:<object id> or id:<identity store id>`,
      };
    case 'ambiguous-in-entra':
      return {
        code: 'ambiguous-group',
        headline: `${problem.ids.length} groups of Entra answer to "${reference.text}"`,
        why: `their object ids are ${problem.ids.join(', ')}; Entra lets groups share a name, and anybody who makes one more would be meant too`,
        help: 'name the one you mean as entra:<object id>',
      };
    case 'indistinct':
      return {
        code: 'ambiguous-group',
        headline: `in AWS nothing tells the group "${problem.group.displayName}" of Entra from ${problem.ids.length === 2 ? 'another one' : `${problem.ids.length - 1} others`}`,
        why: `their object ids are ${problem.ids.join(', ')}; what reaches AWS under that name may be any of them`,
        help: 'give them different names in Entra',
      };
    case 'deleted': {
      const { id, displayName, deletedAt } = problem.deleted;
      const when = deletedAt === null ? '' : ` on ${deletedAt.slice(0, 10)}`;
      return {
        code: 'group-deleted',
        headline: `group "${displayName}" (${id}) was deleted in Entra${when}`,
        why: 'Entra takes it out of AWS too; it can be restored for 30 days, with the same object id',
        help: 'restore it in the Entra admin center, or take it out of the rule',
      };
    }
    case 'not-in-entra':
      return {
        code: 'group-not-in-entra',
        headline: `group "${reference.text}" is in the identity store and not in Entra`,
        why: 'it was made in AWS, or it is what a group that was renamed or deleted in Entra left behind until the next provisioning cycle',
        help: `correct the name; if the one in AWS is meant all the same, name it id:${problem.ids[0] ?? ''}`,
      };
    case 'not-security-enabled':
      return {
        code: 'group-not-security-enabled',
        headline: `group "${reference.text}" is not security-enabled`,
        why: 'only security-enabled groups can be assigned to the enterprise application and reach AWS',
        help: 'name a security group, or have this one security-enabled',
      };
  }
}

function notInStore(reference: PrincipalReference, snapshot: Snapshot): Words {
  const word = reference.type === 'GROUP' ? 'group' : 'user';
  // No user is suggested: the name of somebody whom no file names is nobody's business here.
  const near =
    reference.type === 'GROUP' && reference.by === 'name'
      ? nearestGroup(reference.value, snapshot)
      : null;
  const sync =
    'assign it to the enterprise application and rerun after the next provisioning cycle';
  return {
    code: reference.type === 'GROUP' ? 'unknown-group' : 'unknown-user',
    headline: `${word} "${reference.text}" is not in the identity store`,
    why: `only ${word}s already provisioned from Entra ID can receive access`,
    help:
      near === null
        ? `correct the name; if it is new, ${sync}`
        : `did you mean "${near}"? if it is new, ${sync}`,
  };
}

function notInEntra(
  reference: PrincipalReference,
  snapshot: Snapshot,
  directory: Directory,
): Words {
  const near = reference.by === 'name' ? nearestGroup(reference.value, snapshot) : null;
  return {
    code: 'unknown-group',
    headline: `group "${reference.text}" is neither in Entra nor in the identity store`,
    why:
      directory.deleted === null
        ? 'whether it was deleted is not visible: that takes the Graph permission Group.Read.All'
        : 'no group of that name or id exists, nor was one deleted in the last 30 days',
    help:
      near === null
        ? 'correct the name, or create the group in Entra first'
        : `did you mean "${near}"? if it is new, create it in Entra first`,
  };
}

type Named = { readonly displayName: string };

function nearestGroup(name: string, { directory, groups }: Snapshot): string | null {
  const near = [directory?.groups ?? [], groups].flatMap((some) => nearestIn(some)(name) ?? []);
  return nearest(name, near);
}

/** A name that fifty rules misspell, in three versions of the files, is looked for once. */
const nearestIn = remembered((groups: readonly Named[]) => {
  const names = groups.map(({ displayName }) => displayName);
  const known = new Map<string, string | null>();
  return (name: string): string | null => {
    const before = known.get(name);
    if (before !== undefined) return before;
    const found = nearest(name, names);
    known.set(name, found);
    return found;
  };
});
