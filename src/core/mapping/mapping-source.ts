/** One file of a commit, as data. */
export interface SourceFile {
  /** Path from the repository's root, with `/`. */
  readonly path: string;
  readonly kind: 'file' | 'symbolic-link' | 'submodule';
  /** Null for what is not a file, and for a file over the size limit. */
  readonly bytes: Uint8Array | null;
  /** Bytes in the repository, whether or not they were read. */
  readonly size: number;
}

/** The files of a config directory and of the directories it includes, at one commit. */
export interface MappingSource {
  /** The config directory, from the repository's root, without a trailing `/`. */
  readonly directory: string;
  /** Included directories that exist, likewise. */
  readonly included: readonly string[];
  /** False where the commit has no such directory. */
  readonly exists: boolean;
  readonly files: readonly SourceFile[];
}
