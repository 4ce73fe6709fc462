import { readCommit } from './commit.ts';
import { diffLines, splitLines } from './lines.ts';
import type { ObjectStore } from './object-store.ts';
import { findEntry } from './tree.ts';

interface Search {
  readonly commit: string;
  /** Where lines of the asked version stand in this one's: [place here, place there]. */
  readonly places: readonly (readonly [number, number])[];
}

/** The commit that brought each line of a file, as `git blame` without renames; undefined where there is no such file. */
export function blame(
  store: ObjectStore,
  commit: string,
  path: string,
): readonly string[] | undefined {
  const asked = linesAt(store, commit, path);
  if (asked === undefined) return undefined;
  const found = asked.map(() => commit);
  const queue: Search[] = [{ commit, places: asked.map((_, index) => [index, index] as const) }];
  for (let next = queue.shift(); next !== undefined; next = queue.shift()) {
    let left = next.places;
    const own = linesAt(store, next.commit, path) ?? [];
    for (const parent of readCommit(store, next.commit).parents) {
      const before = linesAt(store, parent, path);
      if (before === undefined) continue;
      const older = placesBefore(before, own);
      const kept = left.flatMap(([here, there]) => {
        const place = older.get(here);
        return place === undefined ? [] : [[place, there] as const];
      });
      left = left.filter(([here]) => !older.has(here));
      if (kept.length > 0) queue.push({ commit: parent, places: kept });
    }
    for (const [, there] of left) found[there] = next.commit;
  }
  return found;
}

function linesAt(store: ObjectStore, commit: string, path: string): string[] | undefined {
  const entry = findEntry(store, readCommit(store, commit).tree, path);
  if (entry === undefined || entry.mode === '040000') return undefined;
  return splitLines(store.read(entry.oid, 'blob').toString('utf8'));
}

/** Where each line that both have stood before. */
function placesBefore(
  before: readonly string[],
  after: readonly string[],
): ReadonlyMap<number, number> {
  const places = new Map<number, number>();
  let old = 0;
  let now = 0;
  const keep = (until: number): void => {
    while (old < until) {
      places.set(now, old);
      old += 1;
      now += 1;
    }
  };
  for (const { from, to, lines } of diffLines(before, after)) {
    keep(from);
    old = to;
    now += lines.length;
  }
  keep(before.length);
  return places;
}
