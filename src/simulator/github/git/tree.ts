import type { ObjectStore } from './object-store.ts';

export type FileMode = '100644' | '100755' | '120000';
export type EntryMode = FileMode | '040000';
export interface TreeEntry {
  readonly mode: EntryMode;
  readonly path: string;
  readonly oid: string;
}
export interface FileEntry {
  readonly mode: FileMode;
  readonly oid: string;
}
/** All files of a tree by their full path, in path order. */
export type Files = ReadonlyMap<string, FileEntry>;

const modes: Readonly<Record<string, EntryMode>> = {
  '100644': '100644',
  '100755': '100755',
  '120000': '120000',
  '40000': '040000',
};

export function readTree(store: ObjectStore, oid: string): TreeEntry[] {
  const content = store.read(oid, 'tree');
  const entries: TreeEntry[] = [];
  for (let at = 0; at < content.length;) {
    const space = content.indexOf(0x20, at);
    const end = content.indexOf(0, space);
    const mode = modes[content.toString('latin1', at, space)];
    if (mode === undefined) throw new Error(`tree ${oid} holds an entry of unknown mode`);
    entries.push({
      mode,
      path: content.toString('utf8', space + 1, end),
      oid: content.toString('hex', end + 1, end + 21),
    });
    at = end + 21;
  }
  return entries;
}

export function listFiles(store: ObjectStore, tree: string, prefix = ''): Files {
  const files = new Map<string, FileEntry>();
  for (const { mode, path, oid } of readTree(store, tree)) {
    if (mode !== '040000') files.set(prefix + path, { mode, oid });
    else
      for (const [inner, file] of listFiles(store, oid, `${prefix}${path}/`))
        files.set(inner, file);
  }
  return files;
}

/** Git sorts a directory as if its name ended in a slash; another order gives another id. */
function sortKey({ mode, path }: TreeEntry): Buffer {
  return Buffer.from(mode === '040000' ? `${path}/` : path);
}

function writeEntries(store: ObjectStore, entries: TreeEntry[]): string {
  const sorted = entries
    .map((entry) => ({ entry, key: sortKey(entry) }))
    .toSorted((a, b) => Buffer.compare(a.key, b.key));
  const parts = sorted.flatMap(({ entry }) => [
    Buffer.from(`${entry.mode.replace(/^0/, '')} ${entry.path}\0`),
    Buffer.from(entry.oid, 'hex'),
  ]);
  return store.put('tree', Buffer.concat(parts));
}

export function writeTree(store: ObjectStore, files: Files): string {
  const entries: TreeEntry[] = [];
  const folders = new Map<string, Map<string, FileEntry>>();
  for (const [path, file] of files) {
    const slash = path.indexOf('/');
    if (slash < 0) entries.push({ path, ...file });
    else {
      const name = path.slice(0, slash);
      const folder = folders.get(name) ?? new Map<string, FileEntry>();
      folders.set(name, folder.set(path.slice(slash + 1), file));
    }
  }
  for (const [path, inner] of folders) {
    if (files.has(path)) throw new Error(`${path} cannot be both a file and a folder`);
    entries.push({ mode: '040000', path, oid: writeTree(store, inner) });
  }
  return writeEntries(store, entries);
}

/** The entry at a path: a file, or a folder's tree; the empty path is the root. */
export function findEntry(store: ObjectStore, tree: string, path: string): TreeEntry | undefined {
  let at: TreeEntry | undefined = { mode: '040000', path: '', oid: tree };
  for (const name of path.split('/').filter((part) => part !== '')) {
    if (at?.mode !== '040000') return undefined;
    at = readTree(store, at.oid).find((entry) => entry.path === name);
  }
  return at;
}
