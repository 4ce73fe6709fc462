import type { Commit, Signature } from '../git/commit.ts';
import { blame } from '../git/blame.ts';
import { log } from '../git/history.ts';
import { readTree } from '../git/tree.ts';
import { repositoryPage } from '../rest/resources/repository-resource.ts';
import { associatedPulls } from '../world/associated-pulls.ts';
import { timestamp } from '../world/clock.ts';
import { nodeId } from '../world/node-id.ts';
import type { Repository } from '../world/repository.ts';
import type { CommitStatus } from '../world/threads.ts';
import { actorNode } from './actor-node.ts';
import { connection } from './connection.ts';
import type { PageArguments } from './connection.ts';
import { failure, permit } from './context.ts';
import type { Context } from './context.ts';
import { repositoryNode } from './repository-node.ts';
import { pullNode } from './thread-nodes.ts';

function gitActor({ world }: Context, { name, email, date }: Signature): object {
  const account = world.byEmail(email);
  return {
    name,
    email,
    date: timestamp(date),
    user: account?.type === 'User' ? actorNode(world, account) : null,
  };
}

/** The git author first, then who the message's last paragraph names; each person once. */
function authorsOf({ author, message }: Commit): Signature[] {
  const trailers =
    message
      .trimEnd()
      .split(/\n\s*\n/)
      .at(-1) ?? '';
  const named = trailers.matchAll(/^co-authored-by:\s*(.*?)\s*<([^<>]*)>\s*$/gim);
  const others = [...named].map(([, name = '', email = '']) => ({
    name,
    email,
    date: author.date,
  }));
  const byEmail = new Map([author, ...others].map((one) => [one.email.toLowerCase(), one]));
  return [...byEmail.values()];
}

function statusNode(context: Context, repository: Repository, oid: string): object | null {
  permit(context, repository, 'read', 'statuses');
  const latest = new Map(
    repository.statuses.filter(({ sha }) => sha === oid).map((status) => [status.context, status]),
  );
  if (latest.size === 0) return null;
  const contexts = [...latest.values()];
  const show = (status: CommitStatus): object => ({
    id: nodeId('StatusContext', status.id, repository.id),
    context: status.context,
    state: status.state.toUpperCase(),
    description: status.description,
    targetUrl: status.targetUrl,
    createdAt: timestamp(status.createdAt),
    creator: actorNode(context.world, status.creator),
    commit: () => commitNode(context, repository, oid),
  });
  const failed = contexts.some(({ state }) => state === 'failure' || state === 'error');
  const done = contexts.every(({ state }) => state === 'success');
  return {
    id: `S_${repository.id}_${oid}`,
    state: failed ? 'FAILURE' : done ? 'SUCCESS' : 'PENDING',
    commit: () => commitNode(context, repository, oid),
    contexts: contexts.map(show),
    context: ({ name }: { readonly name: string }) =>
      contexts.filter((status) => status.context === name).map(show)[0] ?? null,
  };
}

interface HistoryArguments extends PageArguments {
  readonly path?: string | null;
}

export function commitNode(context: Context, repository: Repository, oid: string): object {
  const commit = repository.commit(oid);
  const headline = commit.message.split('\n')[0] ?? '';
  return {
    __typename: 'Commit',
    id: nodeId('Commit', oid, repository.id),
    oid,
    abbreviatedOid: oid.slice(0, 7),
    url: `${repositoryPage(repository)}/commit/${oid}`,
    repository: () => repositoryNode(context, repository),
    message: commit.message,
    messageHeadline: headline,
    messageBody: commit.message.slice(headline.length).trimStart(),
    author: gitActor(context, commit.author),
    committer: gitActor(context, commit.committer),
    authors: (args: PageArguments) =>
      connection('authors', authorsOf(commit), args, (author) => gitActor(context, author)),
    authoredDate: timestamp(commit.author.date),
    committedDate: timestamp(commit.committer.date),
    tree: () => treeNode(context, repository, commit.tree),
    parents: (args: PageArguments) =>
      connection('parents', commit.parents, args, (parent) =>
        commitNode(context, repository, parent),
      ),
    history: (args: HistoryArguments) =>
      connection('history', log(repository.objects, oid, args.path ?? undefined), args, (older) =>
        commitNode(context, repository, older.oid),
      ),
    blame: ({ path }: { readonly path: string }) => blameNode(context, repository, oid, path),
    status: () => statusNode(context, repository, oid),
    associatedPullRequests: (args: PageArguments) => {
      permit(context, repository, 'read', 'pull-requests');
      return connection('associatedPullRequests', associatedPulls(repository, oid), args, (pull) =>
        pullNode(context, repository, pull),
      );
    },
  };
}

/** One range for neighbouring lines of the same commit. */
function blameNode(context: Context, repository: Repository, oid: string, path: string): object {
  const commits = blame(repository.objects, oid, path);
  if (commits === undefined)
    throw failure('NOT_FOUND', `Could not resolve file for path '${path}'.`);
  const ranges: { commit: string; from: number; to: number }[] = [];
  for (const [index, commit] of commits.entries()) {
    const last = ranges.at(-1);
    if (last?.commit === commit) last.to = index + 1;
    else ranges.push({ commit, from: index + 1, to: index + 1 });
  }
  return {
    ranges: ranges.map(({ commit, from, to }) => ({
      startingLine: from,
      endingLine: to,
      age: 1,
      commit: () => commitNode(context, repository, commit),
    })),
  };
}

export function treeNode(context: Context, repository: Repository, oid: string): object {
  return {
    __typename: 'Tree',
    id: nodeId('Tree', oid, repository.id),
    oid,
    abbreviatedOid: oid.slice(0, 7),
    repository: () => repositoryNode(context, repository),
    entries: () =>
      readTree(repository.objects, oid).map((entry) => ({
        name: entry.path,
        path: entry.path,
        oid: entry.oid,
        mode: Number.parseInt(entry.mode, 8),
        type: entry.mode === '040000' ? 'tree' : 'blob',
        size: 0,
        object: () => objectNode(context, repository, entry.oid),
      })),
  };
}

export function objectNode(context: Context, repository: Repository, oid: string): object | null {
  const object = repository.objects.find(oid);
  if (object === undefined) return null;
  if (object.type === 'commit') return commitNode(context, repository, oid);
  if (object.type === 'tree') return treeNode(context, repository, oid);
  const binary = object.content.includes(0);
  return {
    __typename: 'Blob',
    id: nodeId('Blob', oid, repository.id),
    oid,
    abbreviatedOid: oid.slice(0, 7),
    repository: () => repositoryNode(context, repository),
    byteSize: object.content.length,
    isBinary: binary,
    // GraphQL gives half a megabyte of a file and says that it is not all.
    isTruncated: object.content.length > 512_000,
    text: binary ? null : object.content.subarray(0, 512_000).toString('utf8'),
  };
}
