import { PortError } from '../../ports/port-error.ts';
import type { DirectoryListing, TreeEntry } from '../../ports/tree-read.ts';
import { treeAnswer } from './answers.ts';
import type { Call } from './call.ts';
import type { Connection } from './connection.ts';
import { readAnswer } from './read-answer.ts';

const route: Call['route'] = 'GET /repos/{owner}/{repo}/git/trees/{tree_sha}';
/** Directories that are walked one by one, where GitHub cut the recursive answer. */
const directoryBound = 500;

interface RawEntry {
  readonly path: string;
  readonly mode: string;
  readonly sha: string;
  readonly size?: number | undefined;
}

const kinds: ReadonlyMap<string, TreeEntry['kind']> = new Map([
  ['100644', 'file'],
  ['100664', 'file'],
  ['100755', 'file'],
  ['120000', 'symbolic-link'],
  ['160000', 'submodule'],
]);

export async function readTree(
  connection: Connection,
  treeId: string,
  recursive: boolean,
): Promise<{ readonly entries: readonly RawEntry[]; readonly truncated: boolean }> {
  const answer = await connection.send({
    route,
    parameters: { tree_sha: treeId, ...(recursive && { recursive: '1' }) },
    permission: 'contents: read',
    repeat: 'always',
  });
  const { tree, truncated = false } = readAnswer(route, treeAnswer, answer.data);
  if (truncated && !recursive)
    throw new PortError('quota', route, 'one directory holds more entries than GitHub lists');
  return { entries: tree, truncated };
}

/** Everything below a tree, by paths from there: one call, or one a directory where that answer was cut (100,000 entries). */
export async function listTree(connection: Connection, treeId: string): Promise<DirectoryListing> {
  const whole = await readTree(connection, treeId, true);
  const raw = whole.truncated ? await walk(connection, treeId) : whole.entries;
  const entries = raw.flatMap(({ path, mode, sha, size }): TreeEntry[] => {
    const kind = kinds.get(mode);
    return kind === undefined ? [] : [{ path, kind, objectId: sha, size: size ?? null }];
  });
  return { treeId, entries: entries.toSorted((a, b) => (a.path < b.path ? -1 : 1)) };
}

async function walk(connection: Connection, root: string): Promise<readonly RawEntry[]> {
  const found: RawEntry[] = [];
  const waiting = [{ treeId: root, prefix: '' }];
  for (let walked = 0; ; walked += 1) {
    const directory = waiting.pop();
    if (directory === undefined) return found;
    if (walked >= directoryBound)
      throw new PortError('quota', route, `more than ${directoryBound} directories`);
    for (const entry of (await readTree(connection, directory.treeId, false)).entries) {
      const path = directory.prefix + entry.path;
      if (entry.mode === '040000') waiting.push({ treeId: entry.sha, prefix: `${path}/` });
      else found.push({ ...entry, path });
    }
  }
}
