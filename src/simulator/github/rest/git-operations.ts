import { readTree } from '../git/tree.ts';
import type { TreeEntry } from '../git/tree.ts';
import type { JsonObject } from '../json.ts';
import { nodeId } from '../world/node-id.ts';
import type { Repository } from '../world/repository.ts';
import { notFound } from './api-error.ts';
import { of, ok } from './operation.ts';
import type { Call, Operation } from './operation.ts';
import { gitCommitResource } from './resources/commit-resource.ts';
import { repositoryUrl } from './resources/repository-resource.ts';

const contents = of('contents');

export function refResource(repository: Repository, ref: string, sha: string): JsonObject {
  const api = repositoryUrl(repository);
  return {
    ref,
    node_id: nodeId('Ref', ref, repository.id),
    url: `${api}/git/${ref}`,
    object: { type: 'commit', sha, url: `${api}/git/commits/${sha}` },
  };
}

export function entryResource(repository: Repository, entry: TreeEntry): JsonObject {
  const folder = entry.mode === '040000';
  return {
    path: entry.path,
    mode: entry.mode,
    type: folder ? 'tree' : 'blob',
    sha: entry.oid,
    ...(!folder && { size: repository.objects.read(entry.oid, 'blob').length }),
    url: `${repositoryUrl(repository)}/git/${folder ? 'trees' : 'blobs'}/${entry.oid}`,
  };
}

export function allEntries(repository: Repository, tree: string, prefix = ''): TreeEntry[] {
  return readTree(repository.objects, tree).flatMap((entry) => {
    const named = { ...entry, path: prefix + entry.path };
    if (entry.mode !== '040000') return [named];
    return [named, ...allEntries(repository, entry.oid, `${named.path}/`)];
  });
}

function treeOf({ repository, path }: Call): string {
  const name = path['tree_sha'] ?? '';
  const commit = repository.resolve(name);
  if (commit !== undefined) return repository.commit(commit).tree;
  if (repository.objects.find(name, 'tree') === undefined) throw notFound();
  return name;
}

export const gitOperations: readonly Operation[] = [
  {
    id: 'git/get-commit',
    level: 'read',
    scopes: contents,
    handle: ({ repository, path }) => {
      const oid = path['commit_sha'] ?? '';
      if (repository.objects.find(oid, 'commit') === undefined) throw notFound();
      return ok(gitCommitResource(repository, repository.commit(oid)));
    },
  },
  {
    id: 'git/get-tree',
    level: 'read',
    scopes: contents,
    handle: (call) => {
      const { repository, world } = call;
      const sha = treeOf(call);
      // Any value switches it on, "0" and "false" too.
      const recursive = call.query['recursive'] !== undefined;
      const entries = recursive ? allEntries(repository, sha) : readTree(repository.objects, sha);
      const most = world.settings.treeEntries;
      return ok({
        sha,
        url: `${repositoryUrl(repository)}/git/trees/${sha}`,
        tree: entries.slice(0, most).map((entry) => entryResource(repository, entry)),
        truncated: entries.length > most,
      });
    },
  },
  {
    id: 'git/get-blob',
    level: 'read',
    scopes: contents,
    handle: ({ repository, path, wantsRaw }) => {
      const sha = path['file_sha'] ?? '';
      const blob = repository.objects.find(sha, 'blob');
      if (blob === undefined) throw notFound();
      if (wantsRaw) return { status: 200, raw: blob.content };
      // GitHub breaks base64 into lines of 60.
      const content = blob.content.toString('base64').replaceAll(/.{1,60}/g, '$&\n');
      return ok({
        sha,
        node_id: nodeId('Blob', sha, repository.id),
        size: blob.content.length,
        url: `${repositoryUrl(repository)}/git/blobs/${sha}`,
        content,
        encoding: 'base64',
      });
    },
  },
  {
    id: 'git/get-ref',
    level: 'read',
    scopes: contents,
    handle: ({ repository, path }) => {
      const ref = `refs/${path['ref']}`;
      const sha = repository.refs.get(ref);
      if (sha === undefined) throw notFound();
      return ok(refResource(repository, ref, sha));
    },
  },
  {
    id: 'git/list-matching-refs',
    level: 'read',
    scopes: contents,
    handle: ({ repository, path }) => {
      const matching = [...repository.refs]
        .filter(([ref]) => ref.startsWith(`refs/${path['ref']}`))
        .toSorted(([a], [b]) => (a < b ? -1 : 1));
      return ok(matching.map(([ref, sha]) => refResource(repository, ref, sha)));
    },
  },
];
