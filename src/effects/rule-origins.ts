import type { Origin } from '../core/diagnostics/finding.ts';
import type { Span } from '../core/diagnostics/span.ts';
import type { ReportChange } from '../core/inventory/access-report.ts';
import { originKey } from '../core/inventory/report-origins.ts';
import { lastLineOf } from '../core/inventory/rule-lines.ts';
import type { Mapping } from '../core/mapping/mapping.ts';
import { compareText } from '../core/model/order.ts';
import type { Journal } from '../ports/journal.ts';
import type { LineChange, LineHistory } from '../ports/line-history.ts';
import { advice } from './advice.ts';
import { forEachAtMost } from './for-each-at-most.ts';
import type { LoadedVersion } from './load-version.ts';
import { createCounter } from './progress-counter.ts';

const atOnce = 4;

/** The newest change of each rule's lines; null for one that nobody can tell it of. Rejects for a cancelled run alone. */
export async function ruleOrigins(
  { lines, journal }: { readonly lines: LineHistory; readonly journal: Journal },
  { commit, lineOf }: Pick<LoadedVersion, 'commit' | 'lineOf'>,
  { rules, applications }: Pick<Mapping, 'rules' | 'applications'>,
): Promise<(origin: Origin) => ReportChange | null> {
  const byFile = [...Map.groupBy([...rules, ...applications], ({ at }) => at.file)];
  const count = createCounter(journal, 'read who changed', 'files', byFile.length);
  const found = new Map<string, ReportChange | null>();
  await forEachAtMost(atOnce, byFile, async ([file, own]) => {
    const { value } = await advice(lines.changesOf(commit, file));
    for (const { at } of own) {
      const change = value === null ? null : newestOf(value, at, (line) => lineOf(file, line));
      found.set(originKey(at), change);
    }
    count();
  });
  return (origin) => found.get(originKey(origin)) ?? null;
}

function newestOf(
  changes: readonly (LineChange | null)[],
  at: Span,
  lineAt: (line: number) => string,
): LineChange | null {
  const own = changes.slice(at.line - 1, lastLineOf(at, changes.length, lineAt));
  // A line that git cannot tell of may be the newest one.
  if (own.includes(null)) return null;
  const known = own.filter((change) => change !== null);
  return known.toSorted((a, b) => compareText(b.at, a.at))[0] ?? null;
}
