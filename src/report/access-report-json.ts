import type { AccessReport } from '../core/inventory/access-report.ts';

/** `access-report.json` in pieces: one line for each entry of a list, so that two reports can be compared by line. */
export function* accessReportJson(report: AccessReport): Generator<string> {
  const entries = Object.entries(report);
  yield '{\n';
  for (const [index, [key, value]] of entries.entries()) {
    const comma = index + 1 < entries.length ? ',' : '';
    const list: readonly unknown[] | null = Array.isArray(value) ? value : null;
    if (list === null || list.length === 0) {
      yield `${JSON.stringify(key)}: ${JSON.stringify(value)}${comma}\n`;
      continue;
    }
    yield `${JSON.stringify(key)}: [\n`;
    for (const [place, item] of list.entries()) {
      yield `${JSON.stringify(item)}${place + 1 < list.length ? ',' : ''}\n`;
    }
    yield `]${comma}\n`;
  }
  yield '}\n';
}
