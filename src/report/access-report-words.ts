import type { AccessReport } from '../core/inventory/access-report.ts';
import { countReport } from '../core/inventory/count-report.ts';
import { reportRemarks, reportVerdict } from './access-report-verdict.ts';
import { escapeLogLine } from './escape-log-line.ts';
import { plain } from './style.ts';

/** The counts for a terminal and the log, where nobody is named. */
export function accessReportWords(report: AccessReport): string {
  const counts = countReport(report);
  return [
    `access report: ${reportVerdict(counts, report)}`,
    ...reportRemarks(counts).map((words) => `  ${words}`),
    ...report.unread.map((words) => `  not read: ${plain.prose(words)}`),
    '',
  ]
    .map(escapeLogLine)
    .join('\n');
}
