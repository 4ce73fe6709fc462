import type { Origin } from '../diagnostics/finding.ts';
import type { Span } from '../diagnostics/span.ts';

/** Rules and the operations that stand for parts of them: what must be edited together, because rules share them. */
export interface Cluster<R, O> {
  readonly rules: readonly R[];
  readonly operations: readonly O[];
}

export function clustersOf<
  R extends { readonly at: Span },
  O extends { readonly origins: readonly Origin[] },
>(operations: readonly O[], rules: readonly R[]): readonly Cluster<R, O>[] {
  const rulesAt = Map.groupBy(rules, ({ at }) => placeOf(at));
  const clusters = new Map<string, { places: Set<string>; operations: O[] }>();
  for (const operation of operations) {
    const places = operation.origins.map(placeOf);
    const known = new Set(places.flatMap((place) => clusters.get(place) ?? []));
    const joined = {
      places: new Set([...places, ...[...known].flatMap((cluster) => [...cluster.places])]),
      operations: [...[...known].flatMap((cluster) => cluster.operations), operation],
    };
    for (const place of joined.places) clusters.set(place, joined);
  }
  return Array.from(new Set(clusters.values()), ({ places, operations: members }) => ({
    rules: [...places].flatMap((place) => rulesAt.get(place) ?? []),
    operations: members,
  }));
}

function placeOf({ file, line }: Origin): string {
  return `${file}:${line}`;
}
