import { findEntry, readTree } from '../git/tree.ts';
import type { TreeEntry } from '../git/tree.ts';
import type { JsonObject } from '../json.ts';
import type { Role } from '../world/account.ts';
import type { Repository } from '../world/repository.ts';
import { ApiError, notFound } from './api-error.ts';
import { of, ok } from './operation.ts';
import type { Call, Operation, Reply } from './operation.ts';
import { accountResource, viewerResource } from './resources/account-resource.ts';
import { fullCommitResource } from './resources/commit-resource.ts';
import {
  fullRepositoryResource,
  repositoryPage,
  repositoryUrl,
} from './resources/repository-resource.ts';

const contents = of('contents');
const megabyte = 1024 * 1024;

function resolved({ repository, query }: Call): string {
  const ref = query['ref'] ?? repository.defaultBranch;
  const sha = repository.resolve(ref);
  if (sha === undefined) throw new ApiError(404, `No commit found for the ref ${ref}`);
  return sha;
}

function entryResource(
  repository: Repository,
  entry: TreeEntry,
  path: string,
  ref: string,
): JsonObject {
  const folder = entry.mode === '040000';
  const blob = folder ? undefined : repository.objects.read(entry.oid, 'blob');
  const url = `${repositoryUrl(repository)}/contents/${encodeURI(path)}?ref=${ref}`;
  const git = `${repositoryUrl(repository)}/git/${folder ? 'trees' : 'blobs'}/${entry.oid}`;
  const page = `${repositoryPage(repository)}/${folder ? 'tree' : 'blob'}/${ref}/${encodeURI(path)}`;
  const link = entry.mode === '120000';
  return {
    name: path.split('/').at(-1) ?? '',
    path,
    sha: entry.oid,
    size: blob?.length ?? 0,
    url,
    html_url: page,
    git_url: git,
    download_url: folder
      ? null
      : `https://raw.githubusercontent.com/${repository.fullName}/${ref}/${encodeURI(path)}`,
    type: folder ? 'dir' : link ? 'symlink' : 'file',
    _links: { self: url, git, html: page },
  };
}

/** From one megabyte on, a file comes without its content; from a hundred on, not at all. */
function fileBody({ content }: { readonly content: Buffer }): JsonObject {
  if (content.length > 100 * megabyte)
    throw new ApiError(403, 'This API returns blobs up to 100 MB in size.');
  if (content.length > megabyte) return { content: '', encoding: 'none' };
  return { content: content.toString('base64').replaceAll(/.{1,60}/g, '$&\n'), encoding: 'base64' };
}

function contentAt(call: Call): Reply {
  const { repository } = call;
  const { tree } = repository.commit(resolved(call));
  const ref = call.query['ref'] ?? repository.defaultBranch;
  const path = (call.path['path'] ?? '').replace(/\/$/, '');
  const entry = findEntry(repository.objects, tree, path);
  if (entry === undefined) throw notFound();
  if (entry.mode === '040000')
    return ok(
      readTree(repository.objects, entry.oid).map((inner) =>
        entryResource(repository, inner, path === '' ? inner.path : `${path}/${inner.path}`, ref),
      ),
    );
  const blob = { content: repository.objects.read(entry.oid, 'blob') };
  if (call.wantsRaw) return { status: 200, raw: blob.content };
  const resource = entryResource(repository, entry, path, ref);
  if (entry.mode === '120000') return ok({ ...resource, target: blob.content.toString('utf8') });
  return ok({ ...resource, ...fileBody(blob) });
}

/** The old four-word scale, in which maintaining is writing and triaging is reading. */
function permission(role: Role): string {
  if (role === 'maintain') return 'write';
  return role === 'triage' ? 'read' : role;
}

export const repositoryOperations: readonly Operation[] = [
  {
    id: 'repos/get',
    level: 'read',
    scopes: of(),
    handle: ({ repository }) => ok(fullRepositoryResource(repository)),
  },
  { id: 'repos/get-content', level: 'read', scopes: contents, handle: contentAt },
  {
    id: 'repos/get-branch',
    level: 'read',
    scopes: contents,
    handle: ({ repository, path }) => {
      const name = path['branch'] ?? '';
      const sha = repository.branch(name);
      if (sha === undefined) throw new ApiError(404, 'Branch not found');
      const url = `${repositoryUrl(repository)}/branches/${encodeURIComponent(name)}`;
      return ok({
        name,
        commit: fullCommitResource(repository, repository.commit(sha)),
        _links: { self: url, html: `${repositoryPage(repository)}/tree/${name}` },
        protected: false,
        protection: {
          enabled: false,
          required_status_checks: { enforcement_level: 'off', contexts: [], checks: [] },
        },
        protection_url: `${url}/protection`,
      });
    },
  },
  {
    id: 'repos/get-collaborator-permission-level',
    level: 'read',
    scopes: of(),
    handle: ({ repository, path, world }) => {
      const account = world.accounts.get(path['username'] ?? '');
      if (account === undefined) throw new ApiError(404, `${path['username']} is not a user`);
      const role = repository.roleOf(account);
      const has = (...roles: Role[]): boolean => roles.includes(role);
      return ok({
        permission: permission(role),
        role_name: role,
        user: {
          ...accountResource(world, account),
          role_name: role,
          permissions: {
            pull: role !== 'none',
            triage: has('triage', 'write', 'maintain', 'admin'),
            push: has('write', 'maintain', 'admin'),
            maintain: has('maintain', 'admin'),
            admin: has('admin'),
          },
        },
      });
    },
  },
  {
    id: 'users/get-authenticated',
    level: 'read',
    scopes: of(),
    handle: ({ token, viewer, world }) => {
      if (token?.kind === 'installation')
        throw new ApiError(403, 'Resource not accessible by integration');
      return ok(viewerResource(world, viewer()));
    },
  },
];
