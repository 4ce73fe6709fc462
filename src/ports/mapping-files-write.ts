/** Writing mapping files into the working tree; what an import is handed, and nothing else. */
export interface MappingFilesWriter {
  /** Paths from the repository's root that already exist below the directory, sorted. */
  existing(directory: string): Promise<readonly string[]>;
  /** The text of one file; null where none is there. Never follows a symbolic link. */
  read(path: string): Promise<string | null>;
  /**
   * All of them or none: each is written beside its place first. Never follows a symbolic link, never leaves
   * the repository. Without `overwrite` rejects as `conflict` where one exists.
   */
  write(
    files: ReadonlyMap<string, string>,
    options: { readonly overwrite: boolean },
  ): Promise<void>;
}
