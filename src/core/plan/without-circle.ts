/** Who must come before whom, by id. */
export type Before = Map<string, Set<string>>;

/** Adds what should come before `id`, leaving out what would have to wait for `id` itself. */
export function addWithoutCircle(before: Before, id: string, wanted: readonly string[]): void {
  for (const earlier of wanted) {
    if (!reaches(before, earlier, id)) before.get(id)?.add(earlier);
  }
}

function reaches(before: Before, from: string, to: string): boolean {
  const seen = new Set<string>();
  const open = [from];
  for (let id = open.pop(); id !== undefined; id = open.pop()) {
    if (id === to) return true;
    if (seen.has(id)) continue;
    seen.add(id);
    open.push(...(before.get(id) ?? []));
  }
  return false;
}
