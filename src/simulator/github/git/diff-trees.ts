import { diffLines, splitLines } from './lines.ts';
import type { Hunk } from './lines.ts';
import type { ObjectStore } from './object-store.ts';
import { listFiles } from './tree.ts';
import type { FileEntry } from './tree.ts';

export interface FileChange {
  readonly path: string;
  readonly previousPath?: string;
  readonly status: 'added' | 'removed' | 'modified' | 'renamed';
  readonly before?: FileEntry;
  readonly after?: FileEntry;
  readonly additions: number;
  readonly deletions: number;
  readonly patch?: string;
}

function patch(before: readonly string[], hunks: readonly Hunk[]): string {
  let shift = 0;
  return hunks
    .map((hunk) => {
      const removed = before.slice(hunk.from, hunk.to);
      const old = removed.length === 0 ? hunk.from : hunk.from + 1;
      const now = (hunk.lines.length === 0 ? hunk.from : hunk.from + 1) + shift;
      shift += hunk.lines.length - removed.length;
      const body = [...removed.map((line) => `-${line}`), ...hunk.lines.map((line) => `+${line}`)];
      return [
        `@@ -${old},${removed.length} +${now},${hunk.lines.length} @@`,
        ...body.map((line) => line.replace(/\n$/, '')),
      ].join('\n');
    })
    .join('\n');
}

function compareContents(
  store: ObjectStore,
  before: FileEntry | undefined,
  after: FileEntry | undefined,
): Pick<FileChange, 'additions' | 'deletions' | 'patch'> {
  const bytes = (file: FileEntry | undefined): Buffer =>
    file === undefined ? Buffer.alloc(0) : store.read(file.oid, 'blob');
  const [old, now] = [bytes(before), bytes(after)];
  if (old.includes(0) || now.includes(0)) return { additions: 0, deletions: 0 };
  const lines = splitLines(old.toString('utf8'));
  const hunks = diffLines(lines, splitLines(now.toString('utf8')));
  return {
    additions: hunks.reduce((sum, hunk) => sum + hunk.lines.length, 0),
    deletions: hunks.reduce((sum, hunk) => sum + hunk.to - hunk.from, 0),
    ...(hunks.length > 0 && { patch: patch(lines, hunks) }),
  };
}

/** Changed files in path order. A rename is seen only where the content stayed the same. */
export function diffTrees(store: ObjectStore, before: string, after: string): FileChange[] {
  const [old, now] = [listFiles(store, before), listFiles(store, after)];
  const removed = [...old].filter(([path]) => !now.has(path));
  const changes: FileChange[] = [];
  for (const [path, file] of now) {
    const was = old.get(path);
    if (was?.oid === file.oid && was.mode === file.mode) continue;
    const source =
      was === undefined ? removed.findIndex(([, other]) => other.oid === file.oid) : -1;
    const [renamed] = source < 0 ? [] : removed.splice(source, 1);
    if (renamed === undefined) {
      changes.push({
        path,
        status: was ? 'modified' : 'added',
        ...(was && { before: was }),
        after: file,
        ...compareContents(store, was, file),
      });
    } else {
      changes.push({
        path,
        previousPath: renamed[0],
        status: 'renamed',
        before: renamed[1],
        after: file,
        additions: 0,
        deletions: 0,
      });
    }
  }
  for (const [path, file] of removed)
    changes.push({
      path,
      status: 'removed',
      before: file,
      ...compareContents(store, file, undefined),
    });
  return changes.toSorted((a, b) => (a.path < b.path ? -1 : 1));
}
