/** Who must come before whom, by id. */
export type Before = Map<string, Set<string>>;

/** Lets each of `ids` wait for each of `wanted`; false, and nothing done, where one would wait for itself. */
export type LetWait = (ids: readonly string[], wanted: readonly string[]) => boolean;

/**
 * Adds to `before` without closing a circle. Everybody has a place in a line that obeys it, so a search
 * looks only at those who stand between two (the dynamic topological order of Pearce and Kelly).
 */
export function withoutCircle(before: Before): LetWait {
  let line: Line | null = null;
  return (ids, wanted) => {
    // Most plans ask for nothing.
    line ??= lineOf(before);
    for (const id of ids) {
      for (const earlier of wanted) if (waitsFor(line, earlier, id)) return false;
    }
    for (const id of ids) for (const earlier of wanted) add(line, id, earlier);
    return true;
  };
}

interface Line {
  readonly before: Before;
  /** The other way round: who waits for whom. */
  readonly after: Before;
  readonly places: Map<string, number>;
  /** Pairs of whom the first waits for the second, as far as it was asked: that never ends. */
  readonly waiting: Set<string>;
}

function lineOf(before: Before): Line {
  const after: Before = new Map([...before.keys()].map((id) => [id, new Set()]));
  for (const [id, earlier] of before) for (const one of earlier) after.get(one)?.add(id);
  return { before, after, places: placesIn(before, after), waiting: new Set() };
}

function isAhead({ places }: Line, one: string, other: string): boolean {
  return (places.get(one) ?? -1) < (places.get(other) ?? -1);
}

function waitsFor(line: Line, one: string, other: string): boolean {
  if (one === other) return true;
  if (isAhead(line, one, other)) return false;
  const pair = `${one}\n${other}`;
  if (line.waiting.has(pair)) return true;
  const found = reachable(line.before, one, (id) => !isAhead(line, id, other)).has(other);
  if (found) line.waiting.add(pair);
  return found;
}

/** Moves `earlier` and what it waits for before `id` and what waits for that, where they stand otherwise. */
function add(line: Line, id: string, earlier: string): void {
  const { before, after, places } = line;
  if (!isAhead(line, earlier, id)) {
    const placeOf = (one: string): number => places.get(one) ?? -1;
    const inOrder = (some: ReadonlySet<string>): string[] =>
      [...some].toSorted((a, b) => placeOf(a) - placeOf(b));
    const first = reachable(before, earlier, (one) => !isAhead(line, one, id));
    const then = reachable(after, id, (one) => !isAhead(line, earlier, one));
    const moved = [...inOrder(first), ...inOrder(then)];
    const free = moved.map(placeOf).toSorted((a, b) => a - b);
    moved.forEach((one, index) => places.set(one, free[index] ?? -1));
  }
  before.get(id)?.add(earlier);
  after.get(earlier)?.add(id);
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

function reachable(edges: Before, from: string, isNear: (id: string) => boolean): Set<string> {
  const seen = new Set([from]);
  // Grows while it is walked.
  for (const id of seen) for (const next of edges.get(id) ?? []) if (isNear(next)) seen.add(next);
  return seen;
}
