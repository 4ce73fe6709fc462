/** Who must come before whom, by id. */
export type Before = Map<string, Set<string>>;

/**
 * Adds what should come before an id, leaving out what would have to wait for the id itself. Everybody
 * has a place in a line that obeys `before`, so a search looks only at those who stand between the two
 * (the dynamic topological order of Pearce and Kelly): a plan may ask thousands of times.
 */
export function withoutCircle(before: Before): (id: string, wanted: readonly string[]) => void {
  let line: Line | null = null;
  return (id, wanted) => {
    // Most plans ask for nothing.
    line ??= lineOf(before);
    for (const earlier of wanted) {
      if (!isAhead(line, earlier, id) && !moveAhead(line, earlier, id)) continue;
      before.get(id)?.add(earlier);
      line.after.get(earlier)?.add(id);
    }
  };
}

interface Line {
  readonly before: Before;
  /** The other way round: who waits for whom. */
  readonly after: Before;
  readonly places: Map<string, number>;
}

function lineOf(before: Before): Line {
  const after: Before = new Map([...before.keys()].map((id) => [id, new Set()]));
  for (const [id, earlier] of before) for (const one of earlier) after.get(one)?.add(id);
  return { before, after, places: placesIn(before, after) };
}

function isAhead({ places }: Line, one: string, other: string): boolean {
  return (places.get(one) ?? -1) < (places.get(other) ?? -1);
}

/** Moves `earlier` and what it waits for before `id` and what waits for that; false where it cannot. */
function moveAhead(line: Line, earlier: string, id: string): boolean {
  const first = reachable(line.before, earlier, (one) => !isAhead(line, one, id));
  if (first.includes(id)) return false;
  const then = reachable(line.after, id, (one) => !isAhead(line, earlier, one));
  const { places } = line;
  const placeOf = (one: string): number => places.get(one) ?? -1;
  const byPlace = (a: string, b: string): number => placeOf(a) - placeOf(b);
  const moved = [...first.toSorted(byPlace), ...then.toSorted(byPlace)];
  const free = moved.map(placeOf).toSorted((a, b) => a - b);
  moved.forEach((one, index) => places.set(one, free[index] ?? -1));
  return true;
}

/** Each behind all that it waits for. */
function placesIn(before: Before, after: Before): Map<string, number> {
  const missing = new Map(
    [...before].map(([id, earlier]) => [id, [...earlier].filter((one) => before.has(one)).length]),
  );
  const line = [...before.keys()].filter((id) => missing.get(id) === 0);
  // The line grows while it is walked.
  for (const id of line) {
    for (const later of after.get(id) ?? []) {
      const left = (missing.get(later) ?? 0) - 1;
      missing.set(later, left);
      if (left === 0) line.push(later);
    }
  }
  return new Map(line.map((id, place) => [id, place]));
}

function reachable(edges: Before, from: string, isNear: (id: string) => boolean): string[] {
  const seen = new Set([from]);
  // Grows while it is walked.
  for (const id of seen) for (const next of edges.get(id) ?? []) if (isNear(next)) seen.add(next);
  return [...seen];
}
