import { sortedBy } from '../core/model/order.ts';
import type { Operation } from '../core/plan/operation.ts';
import { type Entry, indent } from './document.ts';
import { escapeMarkdown } from './escape.ts';
import { operationEntries } from './operation-entries.ts';
import type { PlanView } from './plan-view.ts';
import { reasonsInWords } from './reasons-in-words.ts';
import { count, thousands } from './words.ts';

const FEW = 5;

/**
 * Below what they share, operations that are not done, told as a plan tells them: who would gain and
 * lose, and every field that would be written. From all of it to the head alone.
 */
export function undoneEntry(
  head: string,
  operations: readonly Operation[],
  view: PlanView,
  rank: number,
): Entry {
  const planned = operations.map((operation) => ({ ...operation, status: 'planned' as const }));
  const below = operationEntries(planned, view, 'would').map(
    ({ forms }) => [indent(forms[0]), indent(forms.at(-1) ?? forms[0])] as const,
  );
  const lines = below.map(([, short]) => short);
  const few = [...lines.slice(0, FEW), `  - … and ${thousands(lines.length - FEW)} more`];
  const forms = [
    [head, ...below.map(([full]) => full)].join('\n'),
    [head, ...lines].join('\n'),
    ...(lines.length > FEW ? [[head, ...few].join('\n')] : []),
    head,
  ];
  const [first = head, ...shorter] = new Set(forms);
  return { danger: rank, forms: [first, ...shorter] };
}

/** What something waits for is told before what waits for it. */
function rootsFirst(reason: string): string {
  return `${reason.startsWith('needs "') ? 1 : 0}${reason}`;
}

/** Operations that share a reason are told below it. */
export function byReason(operations: readonly Operation[], view: PlanView, rank: number): Entry[] {
  const say = reasonsInWords(view.plan, view.isPublicRepository);
  const reasons = Map.groupBy(operations, ({ reason }) =>
    reason === null ? 'no reason was recorded' : say(reason),
  );
  return sortedBy(reasons, ([reason]) => rootsFirst(reason)).map(([reason, members]) => {
    const head = `- ${escapeMarkdown(reason)}: ${count(members.length, 'operation')}`;
    return undoneEntry(head, members, view, rank);
  });
}
