import { findEntry } from '../git/tree.ts';
import { repositoryPage } from '../rest/resources/repository-resource.ts';
import { nodeId } from '../world/node-id.ts';
import type { Repository } from '../world/repository.ts';
import { actorNode } from './actor-node.ts';
import { commitNode, objectNode } from './commit-node.ts';
import { connection } from './connection.ts';
import type { PageArguments } from './connection.ts';
import { failure, permit } from './context.ts';
import type { Context } from './context.ts';
import { issueNode, pullNode } from './thread-nodes.ts';

function refNode(context: Context, repository: Repository, ref: string): object | null {
  const oid = repository.refs.get(ref);
  if (oid === undefined) return null;
  const name = ref.replace(/^refs\/[^/]+\//, '');
  return {
    id: nodeId('Ref', ref, repository.id),
    name,
    prefix: ref.slice(0, ref.length - name.length),
    target: () => commitNode(context, repository, oid),
  };
}

/** `sha`, `branch` or, for what is inside a commit, `branch:path`. */
function expression(repository: Repository, text: string): string | undefined {
  const colon = text.indexOf(':');
  if (colon < 0) return repository.resolve(text) ?? repository.objects.expand(text);
  const oid = repository.resolve(text.slice(0, colon));
  return (
    oid && findEntry(repository.objects, repository.commit(oid).tree, text.slice(colon + 1))?.oid
  );
}

interface PullsArguments extends PageArguments {
  readonly states?: readonly string[] | null;
  readonly baseRefName?: string | null;
  readonly headRefName?: string | null;
}

export function repositoryNode(context: Context, repository: Repository): object {
  const missing = (type: string, number: number): Error =>
    failure('NOT_FOUND', `Could not resolve to ${type} with the number of ${number}.`);
  return {
    __typename: 'Repository',
    id: nodeId('Repository', repository.id),
    databaseId: repository.id,
    name: repository.name,
    nameWithOwner: repository.fullName,
    owner: actorNode(context.world, repository.owner),
    url: repositoryPage(repository),
    isPrivate: repository.private,
    isFork: repository.parent !== undefined,
    visibility: repository.private ? 'PRIVATE' : 'PUBLIC',
    defaultBranchRef: () => {
      permit(context, repository, 'read', 'contents');
      return refNode(context, repository, `refs/heads/${repository.defaultBranch}`);
    },
    ref: ({ qualifiedName }: { readonly qualifiedName: string }) => {
      permit(context, repository, 'read', 'contents');
      return (
        refNode(context, repository, qualifiedName) ??
        refNode(context, repository, `refs/heads/${qualifiedName}`)
      );
    },
    object: ({
      oid,
      expression: text,
    }: {
      readonly oid?: string | null;
      readonly expression?: string | null;
    }) => {
      permit(context, repository, 'read', 'contents');
      const found = oid ?? expression(repository, text ?? '');
      return found === undefined ? null : objectNode(context, repository, found);
    },
    issue: ({ number }: { readonly number: number }) => {
      permit(context, repository, 'read', 'issues');
      const thread = repository.threads.get(number);
      if (thread?.kind !== 'issue') throw missing('an Issue', number);
      return issueNode(context, repository, thread);
    },
    pullRequest: ({ number }: { readonly number: number }) => {
      permit(context, repository, 'read', 'pull-requests');
      const thread = repository.threads.get(number);
      if (thread?.kind !== 'pull') throw missing('a PullRequest', number);
      return pullNode(context, repository, thread);
    },
    pullRequests: (args: PullsArguments) => {
      permit(context, repository, 'read', 'pull-requests');
      const state = (merged: boolean, open: string): string =>
        merged ? 'MERGED' : open.toUpperCase();
      const pulls = repository.pulls
        .filter(
          (pull) => args.states?.includes(state(pull.merged !== undefined, pull.state)) ?? true,
        )
        .filter(
          (pull) => typeof args.baseRefName !== 'string' || pull.base.ref === args.baseRefName,
        )
        .filter(
          (pull) => typeof args.headRefName !== 'string' || pull.head.ref === args.headRefName,
        );
      return connection('pullRequests', pulls, args, (pull) => pullNode(context, repository, pull));
    },
  };
}
