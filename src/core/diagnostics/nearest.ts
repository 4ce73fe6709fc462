const LONGEST = 128;

/** The candidate that a person most likely meant, or null when none is close. Case counts for little. */
export function nearest(name: string, candidates: Iterable<string>): string | null {
  if (name.length > LONGEST) return null;
  const wanted = name.toLowerCase();
  let best: string | null = null;
  let limit = Math.min(3, Math.max(1, Math.floor(name.length / 3)));
  for (const candidate of candidates) {
    if (candidate === name || candidate.length > LONGEST) continue;
    const distance = editDistance(wanted, candidate.toLowerCase(), limit);
    if (distance > limit) continue;
    if (best === null || distance < limit || (distance === limit && candidate < best)) {
      best = candidate;
    }
    limit = distance;
  }
  return best;
}

/** `did you mean "x"?`, or the given help where nothing is near. */
export function didYouMean(name: string, candidates: Iterable<string>, otherwise: string): string {
  const near = nearest(name, candidates);
  return near === null ? otherwise : `did you mean "${near}"?`;
}

/** True where one of the names is surely the wanted one, misspelt: reporting both would be once too many. */
export function isMisspelt(wanted: string, names: Iterable<string>): boolean {
  return nearest(wanted, names) !== null;
}

/** Insertions, deletions, substitutions and swaps of neighbours; anything above `limit` is `limit + 1`. */
function editDistance(one: string, other: string, limit: number): number {
  if (Math.abs(one.length - other.length) > limit) return limit + 1;
  const [a, b] = withoutSharedEnds(one, other);
  let before: number[] = [];
  let previous = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let i = 1; i <= a.length; i += 1) {
    const row = [i];
    let smallest = i;
    for (let j = 1; j <= b.length; j += 1) {
      const same = a[i - 1] === b[j - 1];
      let cell = Math.min(
        (previous[j] ?? 0) + 1,
        (row[j - 1] ?? 0) + 1,
        (previous[j - 1] ?? 0) + (same ? 0 : 1),
      );
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) {
        cell = Math.min(cell, (before[j - 2] ?? 0) + 1);
      }
      row.push(cell);
      smallest = Math.min(smallest, cell);
    }
    if (smallest > limit) return limit + 1;
    before = previous;
    previous = row;
  }
  return previous[b.length] ?? limit + 1;
}

/** Names of one organization often differ in a few letters alone, and the rest costs nothing. */
function withoutSharedEnds(a: string, b: string): readonly [string, string] {
  const shorter = Math.min(a.length, b.length);
  let start = 0;
  while (start < shorter && a[start] === b[start]) start += 1;
  let end = 0;
  while (end < shorter - start && a.at(-1 - end) === b.at(-1 - end)) end += 1;
  return [a.slice(start, a.length - end), b.slice(start, b.length - end)];
}
