/** One place where two texts differ: lines [from, to) of the old one became `lines`. */
export interface Hunk {
  readonly from: number;
  readonly to: number;
  readonly lines: readonly string[];
}

export function splitLines(text: string): string[] {
  return text === '' ? [] : text.split(/(?<=\n)/);
}

/** Above so many pairs of lines the rest is told as one change; no mapping file comes near. */
const pairLimit = 25_000_000;

/** Longest common subsequence by dynamic programming, after cutting the common ends. */
export function diffLines(before: readonly string[], after: readonly string[]): Hunk[] {
  let start = 0;
  while (start < before.length && start < after.length && before[start] === after[start])
    start += 1;
  let tail = 0;
  const room = Math.min(before.length, after.length) - start;
  while (tail < room && before[before.length - 1 - tail] === after[after.length - 1 - tail])
    tail += 1;
  const a = before.slice(start, before.length - tail);
  const b = after.slice(start, after.length - tail);
  if (a.length * b.length > pairLimit) return [{ from: start, to: start + a.length, lines: b }];
  const width = b.length + 1;
  const common = new Uint32Array((a.length + 1) * width);
  const at = (i: number, j: number): number => common[i * width + j] ?? 0;
  for (let i = a.length - 1; i >= 0; i -= 1)
    for (let j = b.length - 1; j >= 0; j -= 1)
      common[i * width + j] =
        a[i] === b[j] ? at(i + 1, j + 1) + 1 : Math.max(at(i + 1, j), at(i, j + 1));

  const hunks: Hunk[] = [];
  for (let i = 0, j = 0; i < a.length || j < b.length;) {
    if (i < a.length && j < b.length && a[i] === b[j]) {
      i += 1;
      j += 1;
      continue;
    }
    const [fromA, fromB] = [i, j];
    while ((i < a.length || j < b.length) && !(i < a.length && j < b.length && a[i] === b[j]))
      if (j >= b.length || (i < a.length && at(i + 1, j) >= at(i, j + 1))) i += 1;
      else j += 1;
    hunks.push({ from: start + fromA, to: start + i, lines: b.slice(fromB, j) });
  }
  return hunks;
}

/** Both sides' edits of one text, or nothing where they touch the same or neighbouring lines. */
export function mergeLines(base: string, ours: string, theirs: string): string | undefined {
  const lines = splitLines(base);
  const same = (a: Hunk, b: Hunk): boolean =>
    a.from === b.from && a.to === b.to && a.lines.join('') === b.lines.join('');
  const mine = diffLines(lines, splitLines(ours));
  const added = diffLines(lines, splitLines(theirs)).filter(
    (hunk) => !mine.some((other) => same(hunk, other)),
  );
  const clash = added.some((hunk) =>
    mine.some((other) => hunk.from <= other.to && other.from <= hunk.to),
  );
  if (clash) return undefined;
  const merged: string[] = [];
  let at = 0;
  for (const hunk of [...mine, ...added].toSorted((a, b) => a.from - b.from)) {
    merged.push(...lines.slice(at, hunk.from), ...hunk.lines);
    at = hunk.to;
  }
  return [...merged, ...lines.slice(at)].join('');
}
