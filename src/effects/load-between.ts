import type { Mapping } from '../core/mapping/mapping.ts';
import type { TreeReader } from '../ports/tree-read.ts';
import type { ApplyHistory } from './last-complete-apply.ts';
import { loadVersion } from './load-version.ts';

/**
 * The distinct mapping files of the commits between the last complete apply and the newest one walked,
 * both excluded. Without a complete apply there is nothing to be between; invalid files ask for nothing.
 */
export async function loadBetween(
  trees: TreeReader,
  { since, lastComplete }: ApplyHistory,
  directory: string,
): Promise<readonly Mapping[]> {
  if (lastComplete === null) return [];
  const found = new Map<string, Mapping>();
  for (const { id } of since.slice(1)) {
    const { checked, treeIds } = await loadVersion(trees, id, directory);
    if (checked.value !== null) found.set(JSON.stringify([...treeIds]), checked.value);
  }
  return [...found.values()];
}
