import { stringify } from 'csv-stringify/sync';
import type { AccessReport } from '../core/inventory/access-report.ts';
import { onceForEach } from '../core/access/once-for-each.ts';
import { reportColumns, reportRows } from './access-report-rows.ts';
import { showInvisible } from './show-invisible.ts';

/** Without it Excel takes UTF-8 for the machine's own code page, and names are unreadable. */
const BYTE_ORDER_MARK = '\uFEFF';
const ROWS_AT_ONCE = 2000;

/**
 * `access-report.csv` in pieces of whole rows: RFC 4180 in UTF-8 with a byte-order mark. What a spreadsheet
 * would take for a formula begins with an apostrophe, and characters that hide or move others are drawn.
 */
export function* accessReportCsv(report: AccessReport): Generator<string> {
  yield `${BYTE_ORDER_MARK}${text([reportColumns])}`;
  // A few thousand texts make millions of cells.
  const shown = onceForEach(showInvisible);
  let rows: string[][] = [];
  for (const row of reportRows(report)) {
    rows.push(reportColumns.map((column) => shown(row[column])));
    if (rows.length < ROWS_AT_ONCE) continue;
    yield text(rows);
    rows = [];
  }
  if (rows.length > 0) yield text(rows);
}

function text(rows: readonly (readonly string[])[]): string {
  return stringify([...rows], { escape_formulas: true, record_delimiter: 'windows' });
}
