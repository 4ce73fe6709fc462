import { isAncestor } from '../git/history.ts';
import { writeCommit } from '../git/commit.ts';
import { type FileEntry, type FileMode, listFiles, writeTree } from '../git/tree.ts';
import type { Json, JsonObject } from '../json.ts';
import { isList, json } from '../json.ts';
import { webFlow } from '../world/account.ts';
import { moveRef, signatureOf } from '../world/commit-files.ts';
import { closePullRequest } from '../world/pull-requests.ts';
import type { Repository } from '../world/repository.ts';
import { ApiError } from './api-error.ts';
import { allEntries, entryResource, refResource } from './git-operations.ts';
import { of, ok } from './operation.ts';
import type { Call, Operation, Reply } from './operation.ts';
import { gitCommitResource } from './resources/commit-resource.ts';
import { repositoryUrl } from './resources/repository-resource.ts';

const contents = of('contents');
const fileModes: readonly string[] = ['100644', '100755', '120000'];

const refused = (message: string): ApiError => new ApiError(422, message);

function isFileMode(mode: string): mode is FileMode {
  return fileModes.includes(mode);
}

function baseFiles({ repository, body }: Call): Map<string, FileEntry> {
  if (body['base_tree'] === undefined) return new Map();
  const name = json.text(body['base_tree']);
  const commit = repository.objects.find(name, 'commit');
  const tree = commit === undefined ? name : repository.commit(name).tree;
  if (repository.objects.find(tree, 'tree') === undefined) {
    throw refused('base_tree is not a valid tree oid');
  }
  return new Map(listFiles(repository.objects, tree));
}

/** An entry with content makes its blob; a null id takes the file out. */
function applyEntry({ objects }: Repository, files: Map<string, FileEntry>, value: Json): void {
  const entry: JsonObject = json.object(value);
  const path = json.text(entry['path']);
  if (/^\/|\/$|(?:^|\/)(?:\.{0,2}|\.git)(?:\/|$)/.test(path)) {
    throw refused('tree.path contains a malformed path component');
  }
  if (entry['sha'] === null) {
    if (!files.delete(path)) throw refused('GitRPC::BadObjectState');
    return;
  }
  const mode = json.text(entry['mode']);
  if (!isFileMode(mode)) throw refused('tree.mode is not one this simulator makes');
  const oid =
    typeof entry['content'] === 'string'
      ? objects.put('blob', Buffer.from(entry['content']))
      : json.text(entry['sha']);
  if (objects.find(oid, 'blob') === undefined) throw refused(`tree.sha ${oid} is not a valid blob`);
  files.set(path, { mode, oid });
}

function createTree(call: Call): Reply {
  const { repository, body } = call;
  const files = baseFiles(call);
  const entries = isList(body['tree']) ? body['tree'] : [];
  if (entries.length === 0) throw refused('Invalid tree info');
  for (const entry of entries) applyEntry(repository, files, entry);
  const sha = writeTree(repository.objects, files);
  return {
    status: 201,
    body: {
      sha,
      url: `${repositoryUrl(repository)}/git/trees/${sha}`,
      tree: allEntries(repository, sha)
        .filter(({ path }) => !path.includes('/'))
        .map((entry) => entryResource(repository, entry)),
      truncated: false,
    },
  };
}

/** Without authors of their own, commits of an App are signed by GitHub, which commits them. */
function createCommit(call: Call): Reply {
  const { repository, body, world } = call;
  const tree = json.text(body['tree']);
  if (repository.objects.find(tree, 'tree') === undefined) throw refused('Tree SHA does not exist');
  const parents = isList(body['parents']) ? body['parents'].map((one) => json.text(one)) : [];
  if (parents.some((one) => repository.objects.find(one, 'commit') === undefined)) {
    throw refused('Parent SHA does not exist or is not a commit object');
  }
  const date = world.clock.now();
  const account = call.viewer();
  const own = signatureOf(account, date);
  const oid = writeCommit(repository.objects, {
    tree,
    parents,
    author: own,
    committer: account.type === 'Bot' ? signatureOf(webFlow, date) : own,
    message: json.text(body['message']),
  });
  return { status: 201, body: gitCommitResource(repository, repository.commit(oid)) };
}

function commitNamed({ repository, body }: Call): string {
  const sha = json.text(body['sha']);
  if (repository.objects.find(sha, 'commit') === undefined) throw refused('Object does not exist');
  return sha;
}

/** What git allows as the name of a branch, as far as anybody would try. */
function checkName(ref: string): void {
  const isBad = /\.\.|[\s~^:?*[\\\u007f]|@\{|\/\/|\/$|\.$|\.lock(?:\/|$)|\/\./.test(ref);
  if (isBad || !/^refs\/[^/]+\/./.test(ref)) throw refused(`${ref} is not a valid ref name.`);
}

function createRef(call: Call): Reply {
  const { repository } = call;
  const ref = json.text(call.body['ref']);
  checkName(ref);
  const sha = commitNamed(call);
  if (repository.refs.has(ref)) throw refused('Reference already exists');
  const clashes = [...repository.refs.keys()].some(
    (other) => other.startsWith(`${ref}/`) || ref.startsWith(`${other}/`),
  );
  if (clashes) throw refused('Reference cannot be created: it would hide another');
  moveRef(repository, ref, sha);
  return { status: 201, body: refResource(repository, ref, sha) };
}

function updateRef(call: Call): Reply {
  const { repository, path, body } = call;
  const ref = `refs/${path['ref']}`;
  const before = repository.refs.get(ref);
  if (before === undefined) throw refused('Reference does not exist');
  const sha = commitNamed(call);
  if (body['force'] !== true && !isAncestor(repository.objects, before, sha)) {
    throw refused('Update is not a fast forward');
  }
  moveRef(repository, ref, sha);
  return ok(refResource(repository, ref, sha));
}

/** Pull requests whose branch goes are closed. */
function deleteRef({ repository, path }: Call): Reply {
  const ref = `refs/${path['ref']}`;
  if (!repository.refs.delete(ref)) throw refused('Reference does not exist');
  const branch = ref.slice('refs/heads/'.length);
  for (const owner of repository.world.repositories.values()) {
    for (const pull of owner.pulls) {
      const isItsHead = pull.head.repository === repository && pull.head.ref === branch;
      if (isItsHead && pull.state === 'open') closePullRequest(owner, pull);
    }
  }
  return { status: 204 };
}

export const gitWriteOperations: readonly Operation[] = [
  { id: 'git/create-tree', level: 'write', scopes: contents, handle: createTree },
  { id: 'git/create-commit', level: 'write', scopes: contents, handle: createCommit },
  { id: 'git/create-ref', level: 'write', scopes: contents, handle: createRef },
  { id: 'git/update-ref', level: 'write', scopes: contents, handle: updateRef },
  { id: 'git/delete-ref', level: 'write', scopes: contents, handle: deleteRef },
];
