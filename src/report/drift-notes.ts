import { instanceId } from '../core/model/ids.ts';
import type { Operation } from '../core/plan/operation.ts';
import { collapsed, type Entry, headed, type Section } from './document.ts';
import type { DriftView } from './drift-view.ts';
import { codeSpan } from './escape.ts';
import { operationEntries } from './operation-entries.ts';
import { isComing } from './plan-view.ts';
import { count } from './words.ts';

const RANK = 50;

export const MERGED = 'Merged, and not applied yet';

function isMerged(operation: Operation): boolean {
  return operation.cause === 'change' && isComing(operation);
}

const apartWords = {
  change: 'merged, and cannot be applied now',
  pending: 'merged earlier, and not finished yet',
  expiry: 'over: the next apply ends it',
  'new-account': 'of accounts that joined an unchanged rule; granted with `new-accounts: grant`',
} as const;

/** What the plan's digest approves beside the drift, and nobody may have reviewed: in the open, like drift. */
export function mergedSections(view: DriftView): Section[] {
  const merged = view.plan.operations.filter(isMerged);
  const hasDigest = view.report.entries.some(({ operations }) => operations.length > 0);
  const also = hasDigest ? ' Approving the digest above does this too, so read it first.' : '';
  return headed(
    `### ${MERGED}: ${merged.length}\n\nAn apply holds back what nobody has reviewed.${also}`,
    operationEntries(merged, view),
  );
}

/** What differs and is no drift, so that nobody takes it for some. */
export function apartSections(view: DriftView): Section[] {
  const toldBefore = new Set(view.report.unsure);
  const others = view.plan.operations.filter(
    (operation) =>
      operation.cause !== 'drift' && !isMerged(operation) && !toldBefore.has(operation),
  );
  const lines = (['change', 'pending', 'expiry', 'new-account'] as const).flatMap((cause) => {
    const number = others.filter((operation) => operation.cause === cause).length;
    return number === 0 ? [] : [`- ${count(number, 'operation')} ${apartWords[cause]}`];
  });
  if (lines.length === 0) return [];
  const entries = operationEntries(others, view).map((entry): Entry => ({
    ...entry,
    danger: RANK,
  }));
  return collapsed('What differs and is no drift', lines.join('\n'), entries);
}

/** What the issue can say nothing about, and what was left alone. */
export function readSections({ plan, report }: DriftView): Section[] {
  const seen = plan.exhaustive ? '' : ', as far as was read';
  const left = [
    [report.ignored, 'assignment', 'that `ignore` covers'],
    [report.unmanaged, 'permission set', 'that no file declares'],
    [report.users, 'assignment', 'of single users, which rules may not name here'],
  ] as const;
  const lines = [
    plan.exhaustive
      ? '- every assignment was read: what is not told here is as the files say'
      : '- not every assignment was read, so this makes no claim about the rest; the input `read: complete` reads everything',
    ...left.flatMap(([number, noun, what]) =>
      number === 0 ? [] : [`- left alone: ${count(number, noun)} ${what}${seen}`],
    ),
    `- instance ${codeSpan(instanceId(plan.instance))}, owner ${codeSpan(plan.owner)}, commit ${codeSpan(plan.head)}`,
  ];
  return collapsed('How this was read, and what was left alone', lines.join('\n'), []);
}
