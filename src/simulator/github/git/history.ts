import { readCommit } from './commit.ts';
import type { Commit } from './commit.ts';
import type { ObjectStore } from './object-store.ts';
import { findEntry } from './tree.ts';

export function ancestors(store: ObjectStore, oid: string): Set<string> {
  const seen = new Set<string>([oid]);
  for (const at of seen) for (const parent of readCommit(store, at).parents) seen.add(parent);
  return seen;
}

export function isAncestor(store: ObjectStore, older: string, newer: string): boolean {
  return ancestors(store, newer).has(older);
}

/** The best common ancestor: one that is an ancestor of no other. */
export function mergeBase(store: ObjectStore, a: string, b: string): string | undefined {
  const ofA = ancestors(store, a);
  const common = [...ancestors(store, b)].filter((oid) => ofA.has(oid));
  const dominated = new Set<string>();
  for (const oid of common)
    for (const parent of readCommit(store, oid).parents)
      if (!dominated.has(parent))
        for (const older of ancestors(store, parent)) dominated.add(older);
  return common.find((oid) => !dominated.has(oid));
}

/** Whether a commit belongs in the history of a path, and which parents git goes on with. */
function simplify(
  store: ObjectStore,
  commit: Commit,
  path: string | undefined,
): { listed: boolean; follow: readonly string[] } {
  if (path === undefined) return { listed: true, follow: commit.parents };
  const at = (tree: string): string | undefined => findEntry(store, tree, path)?.oid;
  const here = at(commit.tree);
  const same = commit.parents.find((parent) => at(readCommit(store, parent).tree) === here);
  if (same !== undefined) return { listed: false, follow: [same] };
  return { listed: commit.parents.length > 0 || here !== undefined, follow: commit.parents };
}

/** Like `git log`: children before their parents, else the newest first. */
export function log(store: ObjectStore, from: string, path?: string): Commit[] {
  const reached = new Map<string, ReturnType<typeof simplify>>();
  const children = new Map<string, number>();
  const queue = [from];
  for (let oid = queue.pop(); oid !== undefined; oid = queue.pop()) {
    if (reached.has(oid)) continue;
    const step = simplify(store, readCommit(store, oid), path);
    reached.set(oid, step);
    for (const parent of step.follow) {
      children.set(parent, (children.get(parent) ?? 0) + 1);
      queue.push(parent);
    }
  }
  const ready = [readCommit(store, from)];
  const listed: Commit[] = [];
  for (let commit = ready.shift(); commit !== undefined; commit = ready.shift()) {
    const step = reached.get(commit.oid);
    if (step?.listed === true) listed.push(commit);
    for (const parent of step?.follow ?? []) {
      const left = (children.get(parent) ?? 0) - 1;
      children.set(parent, left);
      if (left === 0) ready.push(readCommit(store, parent));
    }
    ready.sort((a, b) => b.committer.date.getTime() - a.committer.date.getTime());
  }
  return listed;
}

/** Commits of head that base does not have, newest first, as `git log base..head`. */
export function range(store: ObjectStore, base: string, head: string): Commit[] {
  const known = ancestors(store, base);
  return log(store, head).filter((commit) => !known.has(commit.oid));
}
