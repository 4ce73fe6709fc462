import type { AccessReport } from '../core/inventory/access-report.ts';
import { countReport } from '../core/inventory/count-report.ts';
import type { Remarks } from '../core/inventory/look-at.ts';
import { linesOf } from './access-report-entries.ts';
import { reportRemarks, reportVerdict } from './access-report-verdict.ts';
import { danger, type Document, type Entry, headed } from './document.ts';
import { escapeMarkdown } from './escape.ts';
import { frameSummary } from './render-summary.ts';
import { thousands } from './words.ts';

/** Of each kind; the files have them all. */
const MOST_LINES = 20;

const looks: readonly (readonly [keyof Remarks, string, number])[] = [
  ['administrator', 'Administrators', danger.administrator],
  ['undeclared', 'Declared in no file', danger.care],
  ['dead', 'Deleted groups and users', danger.care],
  ['direct', 'Users who hold something directly', danger.loss],
  ['ended', 'Ended, and still live', danger.care],
  ['ending', 'Ends within 30 days', danger.ending],
];

/** The report for the job's summary: the counts, and what a reviewer should look at first. */
export function accessReportSummary(report: AccessReport, runUrl: string | null = null): string {
  const counts = countReport(report);
  const remarks = reportRemarks(counts).map((words): Entry => entry(words, danger.settings));
  const unread = report.unread.map((words) => entry(words, danger.error));
  const unresolved = report.unresolved.map((words) => entry(words, danger.blocked));
  const document: Document = {
    head: `## Access report\n\n**${reportVerdict(counts, report)}** Nothing was changed.`,
    sections: [
      ...headed('### What could not be read', most(unread)),
      ...headed('### To look at', remarks),
      ...looks.flatMap(([remark, heading, level]) =>
        headed(
          `### ${heading}`,
          most(linesOf(report, remark).map((line) => ({ danger: level, forms: [line] }))),
        ),
      ),
      ...headed('### Rules that cannot be resolved', most(unresolved)),
    ],
    tail: [
      'Who has what, person by person, is in the files `access-report.html`, `.csv` and `.json`.',
      ...(runUrl === null ? [] : [`[run](${runUrl})`]),
    ].join(' · '),
  };
  return frameSummary(document);
}

function entry(words: string, level: number): Entry {
  return { danger: level, forms: [`- ${escapeMarkdown(words)}`] };
}

function most(entries: readonly Entry[]): readonly Entry[] {
  const more = entries.length - MOST_LINES;
  if (more <= 0) return entries;
  const rest: Entry = { danger: danger.note, forms: [`- and ${thousands(more)} more`] };
  return [...entries.slice(0, MOST_LINES), rest];
}
