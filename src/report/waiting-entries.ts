import type { Finding } from '../core/diagnostics/finding.ts';
import type { Operation } from '../core/plan/operation.ts';
import { danger, type Entry } from './document.ts';
import { codeSpan, escapeMarkdown } from './escape.ts';
import { helpFor, toldBySteps, waitingByFinding, whatIsMissing } from './group-findings.ts';
import { isGroupStep } from './group-steps.ts';
import type { PlanView } from './plan-view.ts';
import { byReason, undoneEntry } from './undone-entries.ts';
import { count } from './words.ts';

/** What the groups of waiting grants wait for, where nothing was tried in Entra that says it better. */
export function waitingFindings(
  operations: readonly Operation[],
  { plan }: PlanView,
): ReadonlyMap<Finding, readonly Operation[]> {
  const tried = toldBySteps(plan.operations, plan.findings);
  const open = plan.findings.filter((finding) => !tried.has(finding));
  const found = [...waitingByFinding(operations, open)];
  return new Map(
    found.flatMap(([finding, members]) => (finding === null ? [] : [[finding, members]])),
  );
}

function missingEntry(finding: Finding, members: readonly Operation[], view: PlanView): Entry {
  const { why } = finding;
  const help = helpFor(finding, members);
  const head = [
    `- ${escapeMarkdown(whatIsMissing(finding))}: ${count(members.length, 'operation')}`,
    ...(why === null ? [] : [`  - why: ${escapeMarkdown(why)}`]),
    ...(help === null ? [] : [`  - help: ${escapeMarkdown(help)}`]),
  ];
  return undoneEntry(head.join('\n'), members, view, danger.blocked);
}

/** Each group with what it waits for, who does something about it, and what waits with it. */
export function waitingEntries(operations: readonly Operation[], view: PlanView): Entry[] {
  const told = new Set<Operation>();
  const tell = (members: readonly Operation[]): readonly Operation[] => {
    for (const member of members) told.add(member);
    return members;
  };
  const byGroup = Map.groupBy(operations, ({ principal }) => principal?.entraObjectId);
  const tried = operations.filter(isGroupStep).map((step) => {
    const members = byGroup.get(step.principal.entraObjectId) ?? [];
    const { reason, principal } = step;
    const why = escapeMarkdown(reason ?? 'no reason was recorded');
    const head = `- ${codeSpan(principal.name)}: ${why}: ${count(tell(members).length, 'operation')}`;
    return undoneEntry(
      head,
      members.filter((other) => other !== step),
      view,
      danger.blocked,
    );
  });
  const untold = (): Operation[] => operations.filter((operation) => !told.has(operation));
  const missing = [...waitingFindings(untold(), view)].map(([finding, members]) =>
    missingEntry(finding, tell(members), view),
  );
  return [...tried, ...missing, ...byReason(untold(), view, danger.blocked)];
}
