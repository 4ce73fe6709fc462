import type { CommitId } from '../core/model/ids.ts';

export interface TreeEntry {
  /** Path from the repository's root. */
  readonly path: string;
  readonly kind: 'file' | 'symbolic-link' | 'submodule';
  /** Git object id of the content. */
  readonly objectId: string;
  readonly size: number | null;
}

export interface DirectoryListing {
  /** Git's id of the directory: equal ids, equal content. */
  readonly treeId: string;
  /** Everything below, recursively, sorted by path. */
  readonly entries: readonly TreeEntry[];
}

/** Files of a commit as data: from local git objects where they are there, else blobs through the API. */
export interface TreeReader {
  /** Null where that commit has no such directory (or a file stands there), and for `noCommit`. */
  readDirectory(commit: CommitId, directory: string): Promise<DirectoryListing | null>;
  readBlob(objectId: string): Promise<Uint8Array>;
}
