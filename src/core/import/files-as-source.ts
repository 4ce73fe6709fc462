import type { MappingSource, SourceFile } from '../mapping/mapping-source.ts';

/** Text by path from the repository's root. */
export type Files = ReadonlyMap<string, string>;

/** Written files as a commit would hold them, so that the program's own loader can judge them. */
export function filesAsSource(directory: string, files: Files): MappingSource {
  const encoder = new TextEncoder();
  return {
    directory,
    included: [],
    exists: true,
    files: [...files].map(([path, text]): SourceFile => {
      const bytes = encoder.encode(text);
      return { path, kind: 'file', bytes, size: bytes.length };
    }),
  };
}

/** A path below the config directory, which may be the repository's root. */
export function pathIn(directory: string, name: string): string {
  return directory === '' ? name : `${directory}/${name}`;
}
