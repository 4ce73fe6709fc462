export type DiffLine = readonly [sign: '+' | '-' | ' ', text: string];

// Beyond this the table would take too much memory: everything is then told as replaced.
const MOST_CELLS = 8_000_000;

/** The longest run of lines both share is kept; what is only in one is signed. Removed before added. */
export function lineDiff(before: readonly string[], after: readonly string[]): DiffLine[] {
  if ((before.length + 1) * (after.length + 1) > MOST_CELLS) {
    return [
      ...before.map((line): DiffLine => ['-', line]),
      ...after.map((line): DiffLine => ['+', line]),
    ];
  }
  const width = after.length + 1;
  // common[i][j]: how many lines before[i..] and after[j..] share, in order.
  const common = new Uint32Array((before.length + 1) * width);
  const at = (i: number, j: number): number => common[i * width + j] ?? 0;
  for (let i = before.length - 1; i >= 0; i -= 1) {
    for (let j = after.length - 1; j >= 0; j -= 1) {
      common[i * width + j] =
        before[i] === after[j] ? at(i + 1, j + 1) + 1 : Math.max(at(i + 1, j), at(i, j + 1));
    }
  }
  const lines: DiffLine[] = [];
  let i = 0;
  let j = 0;
  while (i < before.length || j < after.length) {
    const [old, fresh] = [before[i], after[j]];
    if (old !== undefined && old === fresh) {
      lines.push([' ', old]);
      i += 1;
      j += 1;
    } else if (old !== undefined && (fresh === undefined || at(i + 1, j) >= at(i, j + 1))) {
      lines.push(['-', old]);
      i += 1;
    } else if (fresh !== undefined) {
      lines.push(['+', fresh]);
      j += 1;
    }
  }
  return lines;
}
