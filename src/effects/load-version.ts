import type { Checked } from '../core/diagnostics/diagnostic.ts';
import { includesOf } from '../core/mapping/includes.ts';
import { loadMapping } from '../core/mapping/load-mapping.ts';
import type { Mapping } from '../core/mapping/mapping.ts';
import type { MappingSource, SourceFile } from '../core/mapping/mapping-source.ts';
import type { CommitId } from '../core/model/ids.ts';
import type { DirectoryListing, TreeReader } from '../ports/tree-read.ts';

/** Larger files are listed and not fetched; the loader says that they are too large. */
const LARGEST_FILE = 1024 * 1024;

/** The mapping files of one commit. */
export interface LoadedVersion {
  readonly commit: CommitId;
  /** False where the commit has no such directory, or no mapping file in it. */
  readonly exists: boolean;
  /** A line of a file read, without its line break; '' where there is none. */
  readonly lineOf: (file: string, line: number) => string;
  readonly checked: Checked<Mapping>;
  /** The text it was loaded from. */
  readonly source: MappingSource;
  /** Git's id of each directory read, null where it is absent: equal ids, equal files. */
  readonly treeIds: ReadonlyMap<string, string | null>;
}

/** Reads a config directory and what it includes, as data, and loads it. */
export async function loadVersion(
  trees: TreeReader,
  commit: CommitId,
  directory: string,
): Promise<LoadedVersion> {
  const main = await trees.readDirectory(commit, directory);
  const own: MappingSource = {
    directory,
    included: [],
    exists: main !== null,
    files: main === null ? [] : await readFiles(trees, main),
  };
  const wanted = includesOf(own).value ?? [];
  const included = await Promise.all(
    wanted.map(async (path) => ({ path, listing: await trees.readDirectory(commit, path) })),
  );
  const present = included.filter(
    (entry): entry is { path: string; listing: DirectoryListing } => entry.listing !== null,
  );
  const source: MappingSource = {
    ...own,
    included: present.map(({ path }) => path),
    files: [
      ...own.files,
      ...(await Promise.all(present.map(({ listing }) => readFiles(trees, listing)))).flat(),
    ],
  };
  return {
    commit,
    exists: own.files.some(({ path, kind }) => kind === 'file' && /\.ya?ml$/.test(path)),
    lineOf: linesIn(source),
    checked: loadMapping(source),
    source,
    treeIds: new Map([
      [directory, main?.treeId ?? null],
      ...included.map(({ path, listing }) => [path, listing?.treeId ?? null] as const),
    ]),
  };
}

function linesIn({ files }: MappingSource): LoadedVersion['lineOf'] {
  const decoded = new Map<string, readonly string[]>();
  const linesOf = (path: string): readonly string[] => {
    const known = decoded.get(path);
    if (known !== undefined) return known;
    const bytes = files.find((file) => file.path === path)?.bytes ?? null;
    const lines = bytes === null ? [] : new TextDecoder().decode(bytes).split(/\r?\n/);
    decoded.set(path, lines);
    return lines;
  };
  return (path, line) => linesOf(path)[line - 1] ?? '';
}

/** True where another commit holds the very same files in the directories that `version` reads. */
export async function isSameAt(
  trees: TreeReader,
  commit: CommitId,
  version: LoadedVersion,
): Promise<boolean> {
  const same = await Promise.all(
    [...version.treeIds].map(async ([directory, treeId]) => {
      const listing = await trees.readDirectory(commit, directory);
      return (listing?.treeId ?? null) === treeId;
    }),
  );
  return same.every(Boolean);
}

async function readFiles(
  trees: TreeReader,
  { entries }: DirectoryListing,
): Promise<readonly SourceFile[]> {
  return Promise.all(
    entries.map(async ({ path, kind, objectId, size }): Promise<SourceFile> => {
      const isWanted = kind === 'file' && /\.(ya?ml|json)$/.test(path);
      if (!isWanted || (size !== null && size > LARGEST_FILE)) {
        return { path, kind, bytes: null, size: size ?? 0 };
      }
      const bytes = await trees.readBlob(objectId);
      return { path, kind, bytes, size: bytes.byteLength };
    }),
  );
}
