import { instanceId } from '../core/model/ids.ts';
import { collapsed, danger, type Entry, type Section } from './document.ts';
import type { DriftView } from './drift-view.ts';
import { codeSpan, escapeMarkdown } from './escape.ts';
import { operationEntries } from './operation-entries.ts';
import { count } from './words.ts';

const RANK = 50;

const apartWords = {
  change: 'merged, and not applied yet',
  pending: 'merged earlier, and not finished yet',
  expiry: 'over: the next apply ends it',
  'new-account': 'of accounts that joined an unchanged rule; granted with `new-accounts: grant`',
} as const;

/** What differs and is no drift, so that nobody takes it for some. */
export function apartSections(view: DriftView): Section[] {
  const { plan, report } = view;
  const lines = (['change', 'pending', 'expiry', 'new-account'] as const).flatMap((cause) => {
    const number = report.apart[cause];
    return number === 0 ? [] : [`- ${count(number, 'operation')} ${apartWords[cause]}`];
  });
  if (lines.length === 0) return [];
  const others = plan.operations.filter(({ cause }) => cause !== 'drift');
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
  const entries = report.unread.map(({ headline }): Entry => ({
    danger: danger.note,
    forms: [`- **not read:** ${escapeMarkdown(headline)}`],
  }));
  return collapsed('How this was read, and what was left alone', lines.join('\n'), entries);
}
