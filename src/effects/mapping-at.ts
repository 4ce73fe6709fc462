import type { Mapping } from '../core/mapping/mapping.ts';
import type { CommitId } from '../core/model/ids.ts';
import type { TreeReader } from '../ports/tree-read.ts';
import { loadVersion } from './load-version.ts';

/** The mapping of a commit; null where there is no commit, or its files are not valid. `known` is loaded already. */
export async function mappingAt(
  trees: TreeReader,
  commit: CommitId | null,
  directory: string,
  known: { readonly commit: CommitId; readonly mapping: Mapping | null },
): Promise<Mapping | null> {
  if (commit === null) return null;
  if (commit === known.commit) return known.mapping;
  return (await loadVersion(trees, commit, directory)).checked.value;
}
