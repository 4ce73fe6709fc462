import type { CommitId } from '../../core/model/ids.ts';
import { PortError } from '../../ports/port-error.ts';
import type { DirectoryListing, TreeEntry } from '../../ports/tree-read.ts';
import { readHeaders } from './object-headers.ts';
import type { Git } from './run-git.ts';

const kinds: ReadonlyMap<string, TreeEntry['kind']> = new Map([
  ['100644', 'file'],
  ['100664', 'file'],
  ['100755', 'file'],
  ['120000', 'symbolic-link'],
  ['160000', 'submodule'],
]);

/** 'elsewhere' where this object database lacks something of that commit. */
export async function listDirectory(
  git: Git,
  commit: CommitId,
  directory: string,
): Promise<DirectoryListing | null | 'elsewhere'> {
  const names = directory.split('/').filter((name) => name !== '' && name !== '.');
  const [root] = await readHeaders(git, [`${commit}^{tree}`]);
  if (root === null || root === undefined) return 'elsewhere';
  let treeId = root.id;
  for (const name of names) {
    const entry = (await listTree(git, treeId, []))?.find((child) => child.path === name);
    if (entry === undefined) return (await isHere(git, treeId)) ? null : 'elsewhere';
    if (entry.mode !== '040000') return null;
    treeId = entry.objectId;
  }
  // Sizes cannot be told in a partial clone, the checkout action's sparse ones among them.
  const listed =
    (await listTree(git, treeId, ['-r', '-l'])) ?? (await listTree(git, treeId, ['-r']));
  if (listed === null) return 'elsewhere';
  const prefix = names.map((name) => `${name}/`).join('');
  const entries = listed.flatMap(({ mode, path, objectId, size }): TreeEntry[] => {
    const kind = kinds.get(mode);
    return kind === undefined ? [] : [{ path: prefix + path, kind, objectId, size }];
  });
  return { treeId, entries: entries.toSorted((a, b) => (a.path < b.path ? -1 : 1)) };
}

interface Listed {
  readonly mode: string;
  readonly objectId: string;
  readonly size: number | null;
  readonly path: string;
}

async function listTree(
  git: Git,
  treeId: string,
  flags: readonly string[],
): Promise<readonly Listed[] | null> {
  const output = await git.run(['ls-tree', '--full-tree', ...flags, '-z', treeId]);
  if (output === null) return null;
  const lines = output.toString('utf8').split('\0');
  return lines.filter((line) => line !== '').map(parseLine);
}

/** `<mode> <type> <id>[ <size>]<tab><path>`, as `-z` leaves it: without quotes. */
function parseLine(line: string): Listed {
  const [, mode, objectId, size = '', path] =
    /^(\d{6}) \w+ ([0-9a-f]{40})(?: +(\S+))?\t(.*)$/s.exec(line) ?? [];
  if (mode === undefined || objectId === undefined || path === undefined)
    throw new PortError('bad-answer', 'git ls-tree', `a line that git does not document: ${line}`);
  // `-` for a submodule.
  return { mode, objectId, size: /^\d+$/.test(size) ? Number(size) : null, path };
}

async function isHere(git: Git, id: string): Promise<boolean> {
  const [header] = await readHeaders(git, [id]);
  return header !== null && header !== undefined;
}
