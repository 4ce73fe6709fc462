import { mergeLines } from './lines.ts';
import type { ObjectStore } from './object-store.ts';
import { listFiles, writeTree } from './tree.ts';
import type { FileEntry } from './tree.ts';

const same = (a: FileEntry | undefined, b: FileEntry | undefined): boolean =>
  a?.oid === b?.oid && a?.mode === b?.mode;

function mergeContents(
  store: ObjectStore,
  base: FileEntry,
  ours: FileEntry,
  theirs: FileEntry,
): FileEntry | undefined {
  if (ours.mode !== theirs.mode || ours.mode === '120000') return undefined;
  const text = (file: FileEntry): string => store.read(file.oid, 'blob').toString('latin1');
  const merged = mergeLines(text(base), text(ours), text(theirs));
  return merged === undefined
    ? undefined
    : { mode: ours.mode, oid: store.put('blob', Buffer.from(merged, 'latin1')) };
}

/** A three-way merge of trees; no tree where git would report a conflict. Renames are not followed. */
export function mergeTrees(
  store: ObjectStore,
  base: string,
  ours: string,
  theirs: string,
): string | undefined {
  const [old, mine, other] = [base, ours, theirs].map((tree) => listFiles(store, tree));
  if (old === undefined || mine === undefined || other === undefined) return undefined;
  const merged = new Map<string, FileEntry>();
  for (const path of new Set([...old.keys(), ...mine.keys(), ...other.keys()])) {
    const [was, a, b] = [old.get(path), mine.get(path), other.get(path)];
    let result: FileEntry | undefined;
    if (same(a, b) || same(was, b)) result = a;
    else if (same(was, a)) result = b;
    else if (was !== undefined && a !== undefined && b !== undefined) {
      result = mergeContents(store, was, a, b);
      if (result === undefined) return undefined;
    } else return undefined;
    if (result !== undefined) merged.set(path, result);
  }
  const folders = new Set(
    [...merged.keys()].flatMap((path) =>
      path
        .split('/')
        .slice(0, -1)
        .map((_, i, parts) => parts.slice(0, i + 1).join('/')),
    ),
  );
  if ([...folders].some((folder) => merged.has(folder))) return undefined;
  return writeTree(store, merged);
}
