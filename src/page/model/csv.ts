import { assignmentRows, reportColumns } from '../../report/access-report-rows.ts';
import { showInvisible } from '../../report/show-invisible.ts';
import { at } from './at.ts';
import type { ReportIndex } from './report-index.ts';
import { NOBODY, type Rows } from './rows.ts';

/**
 * What is left of `access-report.csv`, in pieces: the same columns and lines in the same order, so that the
 * two can be compared. `people` are lines by person, in the report's own order.
 */
export function* csvOf({ source }: ReportIndex, people: Rows): Generator<string> {
  // Spreadsheets read UTF-8 as such only behind this mark.
  yield `\uFEFF${csvLine(reportColumns)}`;
  const rowsOf = assignmentRows(source);
  const { grant, length, person } = people;
  for (let row = 0; row < length;) {
    const assignment = at(grant, row);
    const asked: number[] = [];
    for (; row < length && grant[row] === assignment; row += 1) {
      asked.push(person?.[row] ?? NOBODY);
    }
    for (const cells of rowsOf(assignment, asked)) {
      yield csvLine(reportColumns.map((column) => cells[column]));
    }
  }
}

function csvLine(cells: readonly string[]): string {
  return `${cells.map((cell) => csvCell(showInvisible(cell))).join(',')}\r\n`;
}

/** A cell as RFC 4180 says, that no spreadsheet takes for a formula: those of OWASP's list. */
export function csvCell(text: string): string {
  const safe = /^[=+\-@\t\r＝＋－＠]/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
