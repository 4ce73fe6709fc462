import { execFileSync } from 'node:child_process';
import { chmodSync, mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { deflateSync } from 'node:zlib';
import { readCommit } from './commit.ts';
import type { ObjectStore } from './object-store.ts';
import { listFiles, readTree } from './tree.ts';

export interface CheckoutOptions {
  /** Commits of history; 1 as the checkout action's default, 0 for all of it. */
  readonly depth?: number;
  /** The ref that was asked for, kept as a remote ref. */
  readonly ref?: string;
  /** False leaves the files alone, with no `.git` beside them. */
  readonly history?: boolean;
}

export interface CheckoutSource {
  readonly objects: ObjectStore;
  readonly fullName: string;
  readonly world: { readonly links: { readonly server: string } };
  readonly refs: ReadonlyMap<string, string>;
}

function write(path: string, content: string | Buffer): void {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, content);
}

function treeObjects(store: ObjectStore, tree: string, found: Set<string>): void {
  if (found.has(tree)) return;
  found.add(tree);
  for (const entry of readTree(store, tree))
    if (entry.mode === '040000') treeObjects(store, entry.oid, found);
    else found.add(entry.oid);
}

/** The objects of so many generations, and the commits whose parents are left out. */
function reach(
  store: ObjectStore,
  tips: readonly string[],
  depth: number,
): { objects: Set<string>; shallow: string[] } {
  const objects = new Set<string>();
  const commits = new Set<string>(tips);
  let generation = [...commits];
  for (
    let left = depth === 0 ? Infinity : depth - 1;
    left > 0 && generation.length > 0;
    left -= 1
  ) {
    generation = generation
      .flatMap((oid) => readCommit(store, oid).parents)
      .filter((oid) => !commits.has(oid));
    for (const oid of generation) commits.add(oid);
  }
  for (const oid of commits) {
    objects.add(oid);
    treeObjects(store, readCommit(store, oid).tree, objects);
  }
  const cut = [...commits].filter((oid) =>
    readCommit(store, oid).parents.some((parent) => !commits.has(parent)),
  );
  return { objects, shallow: cut };
}

function writeGitFolder(
  source: CheckoutSource,
  sha: string,
  git: string,
  { depth = 1, ref }: CheckoutOptions,
): void {
  const heads = [...source.refs].filter(([name]) => name.startsWith('refs/heads/'));
  const { objects, shallow } = reach(
    source.objects,
    depth === 0 ? [sha, ...heads.map(([, oid]) => oid)] : [sha],
    depth,
  );
  for (const oid of objects)
    write(
      join(git, 'objects', oid.slice(0, 2), oid.slice(2)),
      deflateSync(source.objects.loose(oid)),
    );
  mkdirSync(join(git, 'refs/heads'), { recursive: true });
  // A branch is checked out by its name, anything else as a detached head.
  const branch = ref?.startsWith('refs/heads/') === true ? ref : undefined;
  write(join(git, 'HEAD'), branch === undefined ? `${sha}\n` : `ref: ${branch}\n`);
  if (branch !== undefined) write(join(git, branch), `${sha}\n`);
  if (shallow.length > 0)
    write(join(git, 'shallow'), `${shallow.toSorted((a, b) => (a < b ? -1 : 1)).join('\n')}\n`);
  const remote = (name: string): string =>
    name.startsWith('refs/heads/')
      ? name.replace('heads', 'remotes/origin')
      : name.replace('refs', 'refs/remotes');
  const kept = depth === 0 ? heads : [];
  for (const [name, oid] of [...kept, ...(ref === undefined ? [] : [[ref, sha] as const])])
    write(join(git, remote(name)), `${oid}\n`);
  const url = `${source.world.links.server}/${source.fullName}`;
  write(
    join(git, 'config'),
    `[core]\n\trepositoryformatversion = 0\n\tbare = false\n[remote "origin"]\n\turl = ${url}\n\tfetch = +refs/heads/*:refs/remotes/origin/*\n`,
  );
  try {
    execFileSync('git', ['read-tree', 'HEAD'], { cwd: dirname(git), stdio: 'ignore' });
  } catch {
    // Without git there is no index; the objects and the files are all that a reader needs.
  }
}

export function checkout(
  source: CheckoutSource,
  sha: string,
  directory: string,
  options: CheckoutOptions,
): void {
  const store = source.objects;
  for (const [path, { mode, oid }] of listFiles(store, readCommit(store, sha).tree)) {
    const target = join(directory, path);
    const content = store.read(oid, 'blob');
    if (mode === '120000') {
      mkdirSync(dirname(target), { recursive: true });
      symlinkSync(content.toString('utf8'), target);
    } else write(target, content);
    if (mode === '100755') chmodSync(target, 0o755);
  }
  mkdirSync(directory, { recursive: true });
  if (options.history !== false) writeGitFolder(source, sha, join(directory, '.git'), options);
}
