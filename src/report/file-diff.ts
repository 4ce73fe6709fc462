import { type DiffLine, lineDiff } from './line-diff.ts';

const CONTEXT = 3;

/** `git apply` reads other paths only where they are quoted. */
const plainPath = /^[A-Za-z0-9._/+-]+$/;

/**
 * The lines of a unified diff that `git apply` takes; null where its path would need quoting.
 * `before` is null for a file that is new.
 */
export function fileDiff(path: string, before: string | null, after: string): string[] | null {
  if (!plainPath.test(path)) return null;
  const all = wholeDiff(linesOf(before ?? ''), linesOf(after));
  return [
    before === null ? '--- /dev/null' : `--- a/${path}`,
    `+++ b/${path}`,
    ...hunksOf(all).flatMap((hunk) => written(all, hunk)),
  ];
}

/** Each with its line break, so that a last line without one is another. */
function linesOf(text: string): string[] {
  return text.match(/[^\n]*\n|[^\n]+$/g) ?? [];
}

/** What both begin and end with is not compared line by line: files are long, and what drifted is not. */
function wholeDiff(before: readonly string[], after: readonly string[]): DiffLine[] {
  const most = Math.min(before.length, after.length);
  let head = 0;
  while (head < most && before[head] === after[head]) head += 1;
  let tail = 0;
  while (tail < most - head && before.at(-1 - tail) === after.at(-1 - tail)) tail += 1;
  const same = (text: string): DiffLine => [' ', text];
  return [
    ...before.slice(0, head).map(same),
    ...lineDiff(before.slice(head, before.length - tail), after.slice(head, after.length - tail)),
    ...before.slice(before.length - tail).map(same),
  ];
}

interface Hunk {
  readonly from: number;
  /** Exclusive. */
  readonly to: number;
}

function hunksOf(all: readonly DiffLine[]): Hunk[] {
  const hunks: Hunk[] = [];
  for (const [index, [sign]] of all.entries()) {
    if (sign === ' ') continue;
    const last = hunks.at(-1);
    const from = Math.max(0, index - CONTEXT);
    const to = Math.min(all.length, index + CONTEXT + 1);
    if (last !== undefined && from <= last.to) hunks[hunks.length - 1] = { from: last.from, to };
    else hunks.push({ from, to });
  }
  return hunks;
}

function written(all: readonly DiffLine[], { from, to }: Hunk): string[] {
  const before = all.slice(0, from);
  const lines = all.slice(from, to);
  return [
    `@@ -${range(before, lines, '+')} +${range(before, lines, '-')} @@`,
    ...lines.flatMap(([sign, text]) =>
      text.endsWith('\n')
        ? [`${sign}${text.slice(0, -1)}`]
        : [`${sign}${text}`, '\\ No newline at end of file'],
    ),
  ];
}

/** Where the lines begin and how many they are, but for those that only the other file has. */
function range(before: readonly DiffLine[], lines: readonly DiffLine[], other: '+' | '-'): string {
  const own = (some: readonly DiffLine[]): number => some.filter(([sign]) => sign !== other).length;
  const length = own(lines);
  return `${own(before) + (length === 0 ? 0 : 1)},${length}`;
}
