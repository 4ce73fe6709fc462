import type { Commit, Signature } from '../../git/commit.ts';
import { diffTrees } from '../../git/diff-trees.ts';
import type { FileChange } from '../../git/diff-trees.ts';
import { writeTree } from '../../git/tree.ts';
import type { Json, JsonObject } from '../../json.ts';
import { timestamp } from '../../world/clock.ts';
import { nodeId } from '../../world/node-id.ts';
import type { Repository } from '../../world/repository.ts';
import { accountResource } from './account-resource.ts';
import { repositoryPage, repositoryUrl } from './repository-resource.ts';

const unsigned = {
  verified: false,
  reason: 'unsigned',
  signature: null,
  payload: null,
  verified_at: null,
} as const;

export function signatureResource({ name, email, date }: Signature): JsonObject {
  return { name, email, date: timestamp(date) };
}

/** GitHub knows who a git author is by their e-mail address alone. */
export function whoSigned({ world }: Repository, { email }: Signature): Json {
  const account = world.byEmail(email);
  return account === undefined ? null : accountResource(world, account);
}

export function changesOf(repository: Repository, commit: Commit): FileChange[] {
  const [parent] = commit.parents;
  const before =
    parent === undefined
      ? writeTree(repository.objects, new Map())
      : repository.commit(parent).tree;
  return diffTrees(repository.objects, before, commit.tree);
}

export function fileResource(repository: Repository, change: FileChange, sha: string): JsonObject {
  const path = encodeURIComponent(change.path);
  return {
    sha: (change.after ?? change.before)?.oid ?? null,
    filename: change.path,
    status: change.status,
    additions: change.additions,
    deletions: change.deletions,
    changes: change.additions + change.deletions,
    blob_url: `${repositoryPage(repository)}/blob/${sha}/${path}`,
    raw_url: `${repositoryPage(repository)}/raw/${sha}/${path}`,
    contents_url: `${repositoryUrl(repository)}/contents/${path}?ref=${sha}`,
    ...(change.patch !== undefined && { patch: change.patch }),
    ...(change.previousPath !== undefined && { previous_filename: change.previousPath }),
  };
}

function parents(
  repository: Repository,
  commit: Commit,
  folder: 'commits' | 'git/commits',
): JsonObject[] {
  return commit.parents.map((sha) => ({
    sha,
    url: `${repositoryUrl(repository)}/${folder}/${sha}`,
    html_url: `${repositoryPage(repository)}/commit/${sha}`,
  }));
}

export function commitResource(repository: Repository, commit: Commit): JsonObject {
  const api = repositoryUrl(repository);
  return {
    sha: commit.oid,
    node_id: nodeId('Commit', commit.oid, repository.id),
    commit: {
      author: signatureResource(commit.author),
      committer: signatureResource(commit.committer),
      message: commit.message,
      tree: { sha: commit.tree, url: `${api}/git/trees/${commit.tree}` },
      url: `${api}/git/commits/${commit.oid}`,
      comment_count: 0,
      verification: unsigned,
    },
    url: `${api}/commits/${commit.oid}`,
    html_url: `${repositoryPage(repository)}/commit/${commit.oid}`,
    comments_url: `${api}/commits/${commit.oid}/comments`,
    author: whoSigned(repository, commit.author),
    committer: whoSigned(repository, commit.committer),
    parents: parents(repository, commit, 'commits'),
  };
}

/** One commit asked for by name comes with what it changed against its first parent. */
export function fullCommitResource(repository: Repository, commit: Commit): JsonObject {
  const changes = changesOf(repository, commit);
  const sum = (key: 'additions' | 'deletions'): number =>
    changes.reduce((total, change) => total + change[key], 0);
  const [additions, deletions] = [sum('additions'), sum('deletions')];
  return {
    ...commitResource(repository, commit),
    stats: { total: additions + deletions, additions, deletions },
    files: changes.slice(0, 300).map((change) => fileResource(repository, change, commit.oid)),
  };
}

export function gitCommitResource(repository: Repository, commit: Commit): JsonObject {
  const api = repositoryUrl(repository);
  return {
    sha: commit.oid,
    node_id: nodeId('Commit', commit.oid, repository.id),
    url: `${api}/git/commits/${commit.oid}`,
    html_url: `${repositoryPage(repository)}/commit/${commit.oid}`,
    author: signatureResource(commit.author),
    committer: signatureResource(commit.committer),
    tree: { sha: commit.tree, url: `${api}/git/trees/${commit.tree}` },
    message: commit.message,
    parents: parents(repository, commit, 'git/commits'),
    verification: unsigned,
  };
}
