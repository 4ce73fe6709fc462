import { canSee } from '../server/authorize.ts';
import { nodeId } from '../world/node-id.ts';
import { actorNode } from './actor-node.ts';
import { commitNode } from './commit-node.ts';
import { failure, permit } from './context.ts';
import type { Context } from './context.ts';
import { repositoryNode } from './repository-node.ts';
import { commentNode, issueNode, pullNode, reviewNode } from './thread-nodes.ts';

/** The thing behind a node id, if this token may see it. */
export function findNode(context: Context, id: string): object {
  for (const account of context.world.accounts.values())
    if (nodeId(account.type, account.id) === id) return actorNode(context.world, account);
  for (const repository of context.world.repositories.values()) {
    if (!canSee(context.token, repository)) continue;
    if (nodeId('Repository', repository.id) === id) return repositoryNode(context, repository);
    for (const comment of repository.comments.values())
      if (nodeId('IssueComment', comment.id, repository.id) === id) {
        permit(context, repository, 'read', 'issues', 'pull-requests');
        return commentNode(context, repository, comment);
      }
    for (const thread of repository.threads.values()) {
      const type = thread.kind === 'pull' ? 'PullRequest' : 'Issue';
      if (nodeId(type, thread.id, repository.id) === id) {
        permit(context, repository, 'read', thread.kind === 'pull' ? 'pull-requests' : 'issues');
        return thread.kind === 'pull'
          ? pullNode(context, repository, thread)
          : issueNode(context, repository, thread);
      }
      const review =
        thread.kind === 'pull'
          ? thread.reviews.find((one) => nodeId('PullRequestReview', one.id, repository.id) === id)
          : undefined;
      if (thread.kind === 'pull' && review !== undefined) {
        permit(context, repository, 'read', 'pull-requests');
        return reviewNode(context, repository, thread, review);
      }
    }
    const oid = id.startsWith('C_')
      ? Buffer.from(id.slice(2), 'base64url').toString('latin1').slice(-40)
      : '';
    if (
      nodeId('Commit', oid, repository.id) === id &&
      repository.objects.find(oid, 'commit') !== undefined
    ) {
      permit(context, repository, 'read', 'contents');
      return commitNode(context, repository, oid);
    }
  }
  throw failure('NOT_FOUND', `Could not resolve to a node with the global id of '${id}'`);
}
