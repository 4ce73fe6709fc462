import { givingKinds } from '../core/model/access-kinds.ts';
import type { Operation } from '../core/plan/operation.ts';
import { sortedBy } from '../core/model/order.ts';
import { type AccessGroup, groupAccess } from './access-group.ts';
import { untilWords } from './access-section.ts';
import { danger, type Entry, headed, type Section } from './document.ts';
import { findingEntry, placeOf } from './finding-entry.ts';
import { whoWords } from './names.ts';
import type { PlanView } from './plan-view.ts';
import { warningOf } from './warning-of.ts';
import { whatWords } from './what-words.ts';

function endingEntry(group: AccessGroup, at: string, view: PlanView): Entry {
  const who = whoWords(group, view.isPublicRepository);
  const what = `- ${untilWords(at)}: ${who} ${group.principals.length > 1 ? 'lose' : 'loses'} `;
  return {
    danger: danger.ending,
    forms: [`${what}${whatWords(group)}`, `${what}${whatWords(group, 'counted')}`],
  };
}

/** What will end, soonest first. */
export function endingSections(operations: readonly Operation[], view: PlanView): Section[] {
  const grants = operations.filter(({ kind }) => givingKinds.has(kind));
  const ending = grants.filter((grant) => warningOf(grant, 'expires') !== null);
  const groups = groupAccess(ending, view.isPublicRepository, grants);
  const entries = sortedBy(groups, ({ expires }) => expires ?? '').map((group) =>
    endingEntry(group, group.expires ?? '', view),
  );
  const findings = view.plan.findings
    .filter((finding) => placeOf(finding, view) === 'endings')
    .map((finding) => findingEntry(finding, view));
  return headed('### What will end', [...entries, ...findings]);
}
