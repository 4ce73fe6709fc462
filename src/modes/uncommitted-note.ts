import type { Diagnostic } from '../core/diagnostics/diagnostic.ts';
import { noCommit, type CommitId } from '../core/model/ids.ts';
import { runDiagnostic } from '../effects/run-problem.ts';
import type { DirectoryListing, TreeReader } from '../ports/tree-read.ts';

const SHOWN = 3;

/**
 * A note where mapping files on disk are not what a commit holds: somebody at a terminal may think that
 * a plan shows what is in the editor.
 */
export async function uncommittedNote(
  { trees, workingTree }: { readonly trees: TreeReader; readonly workingTree: TreeReader },
  commit: CommitId,
  directory: string,
): Promise<readonly Diagnostic[]> {
  const committed = mappingFiles(await trees.readDirectory(commit, directory));
  const onDisk = mappingFiles(await workingTree.readDirectory(noCommit, directory));
  // Where the repository names objects by another hash, nothing can be compared.
  const [known] = committed.values();
  if (known !== undefined && known.length !== noCommit.length) return [];
  const edited = [...new Set([...committed.keys(), ...onDisk.keys()])]
    .filter((path) => committed.get(path) !== onDisk.get(path))
    .toSorted();
  if (edited.length === 0) return [];
  const rest = edited.length > SHOWN ? `, and ${edited.length - SHOWN} more` : '';
  return [
    runDiagnostic('uncommitted-edits', 'edits that are not committed are not in this plan', {
      severity: 'info',
      why: `a plan compares commits; on disk differ ${edited.slice(0, SHOWN).join(', ')}${rest}`,
      help: 'commit them to plan them; validate checks files as they are on disk',
    }),
  ];
}

/** A note where nothing is committed and mapping files are on disk all the same: none of them was read. */
export async function nothingCommittedNote(
  workingTree: TreeReader,
  directory: string,
): Promise<readonly Diagnostic[]> {
  const onDisk = mappingFiles(await workingTree.readDirectory(noCommit, directory));
  if (onDisk.size === 0) return [];
  return [
    runDiagnostic('uncommitted-edits', `what is in ${directory} on disk was not read`, {
      severity: 'info',
      why: 'no commit was found here, so this is as though there were no mapping files',
      help: 'commit them, and run it where git finds the repository',
    }),
  ];
}

function mappingFiles(listing: DirectoryListing | null): ReadonlyMap<string, string> {
  const entries = listing?.entries ?? [];
  return new Map(
    entries
      .filter(({ path }) => /\.(?:ya?ml|json)$/.test(path))
      .map(({ path, objectId }) => [path, objectId]),
  );
}
