import type { Finding } from '../core/diagnostics/finding.ts';
import { isUnread } from '../core/drift/undecided.ts';
import { type Entry, headed, type Section } from './document.ts';
import type { DriftView } from './drift-view.ts';
import { findingEntry } from './finding-entry.ts';
import { byReason } from './undone-entries.ts';
import { count } from './words.ts';

/** After every entry of drift, before what would keep it. */
const RANK = 35;

/** So many are told before drift: a part of AWS that answers nobody must not leave it without room. */
const FIRST = 5;

/** `2 things could not be decided`; null where everything could. */
export function undecidedWords({ undecided }: Pick<DriftView['report'], 'undecided'>) {
  if (undecided.length === 0) return null;
  return `${count(undecided.length, 'thing')} could not be decided`;
}

/** In the open: until it is mended, nobody knows whether anything drifted there. */
export function undecidedSections(view: DriftView): Section[] {
  const { undecided, unsure } = view.report;
  if (undecided.length === 0) return [];
  return [
    ...headed(
      `### What could not be decided: ${undecided.length}\n\nWhile it stays so, a check can say neither that access there is as the files say nor that it drifted.`,
      undecided.map((finding, index) => entryOf(finding, view, index < FIRST)),
    ),
    ...headed(
      `**What it leaves open: ${count(unsure.length, 'operation')}.** Each may be right as it is in AWS, so it is told as no drift and nothing is done about it.`,
      byReason(unsure, view, RANK),
    ),
  ];
}

function entryOf(finding: Finding, view: DriftView, isFirst: boolean): Entry {
  const { danger, forms } = findingEntry(finding, view, '');
  const [full, ...shorter] = forms;
  const rank = isFirst ? danger : RANK;
  return { danger: rank, forms: [`${full}\n  - may hide: ${hiddenBy(finding)}`, full, ...shorter] };
}

function hiddenBy(finding: Finding): string {
  if (isUnread(finding)) return 'whatever drifted in what could not be read';
  if (finding.code === 'set-owned-by-other') return 'whatever drifted on that permission set';
  return 'access that it means and that is gone, and access that nobody declared where it could mean it';
}
