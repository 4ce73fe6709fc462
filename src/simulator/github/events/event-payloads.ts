import type { JsonObject } from '../json.ts';
import { webhookProblems } from '../openapi/description.ts';
import type { WebhookId } from '../openapi/operations.ts';
import { pullResource, simplePullResource } from '../rest/resources/pull-resource.ts';
import { repositoryResource } from '../rest/resources/repository-resource.ts';
import {
  commentResource,
  issueResource,
  reviewResource,
} from '../rest/resources/thread-resources.ts';
import { common, organization, pushRepository } from './event-parts.ts';
import type { Account } from '../world/account.ts';
import { webFlow } from '../world/account.ts';
import type { Push } from '../world/merge-pull-request.ts';
import type { MergeGroup } from '../world/merge-queue.ts';
import type { Repository } from '../world/repository.ts';
import type { Comment, PullRequest, Review } from '../world/threads.ts';
import { pushPayload, webhookCommit } from './push-payload.ts';
import type { WorkflowEvent } from './workflow-event.ts';

export type PullRequestAction = 'closed' | 'opened' | 'reopened' | 'synchronize';

/** Throws where a payload is not what GitHub says it sends: that is a fault of the simulator. */
function checked(id: WebhookId, payload: JsonObject): JsonObject {
  const problems = webhookProblems(id, payload);
  if (problems.length > 0)
    throw new Error(`payload of ${id} is not GitHub's:\n${problems.join('\n')}`);
  return payload;
}

export interface EventPayloads {
  pullRequest(
    pull: PullRequest,
    action: PullRequestAction,
    options?: { readonly before?: string; readonly actor?: string },
  ): WorkflowEvent;
  /** The same payload, run on the base's branch and with its secrets. */
  pullRequestTarget(
    pull: PullRequest,
    action: PullRequestAction,
    options?: { readonly before?: string },
  ): WorkflowEvent;
  pullRequestReview(
    pull: PullRequest,
    review: Review,
    action?: 'edited' | 'submitted',
  ): WorkflowEvent;
  /** Runs on the default branch, whatever the comment is on. */
  issueComment(comment: Comment): WorkflowEvent;
  /** After another workflow ended; only what a job is likely to read, as nothing here describes the rest. */
  workflowRun(ended: WorkflowEvent): WorkflowEvent;
  mergeGroup(group: MergeGroup): WorkflowEvent;
  push(push: Push): WorkflowEvent;
  schedule(cron: string): WorkflowEvent;
  workflowDispatch(input: {
    readonly actor: string;
    readonly inputs?: Readonly<Record<string, string>>;
    readonly ref?: string;
    readonly workflow?: string;
  }): WorkflowEvent;
}

interface Trigger {
  readonly sha: string;
  readonly ref: string;
  readonly actor: Account;
  readonly pull?: PullRequest;
}

export function eventPayloads(repository: Repository): EventPayloads {
  const { world } = repository;
  const event = (
    name: WorkflowEvent['name'],
    payload: JsonObject,
    { sha, ref, actor, pull }: Trigger,
  ): WorkflowEvent => ({
    name,
    payload: { ...payload, ...organization(repository) },
    sha,
    ref,
    baseRef: pull?.base.ref ?? '',
    headRef: pull?.head.ref ?? '',
    actor: actor.login,
    actorId: actor.id,
    repository: {
      fullName: repository.fullName,
      id: repository.id,
      owner: repository.owner.login,
      ownerId: repository.owner.id,
    },
  });

  const pullPayload = (
    pull: PullRequest,
    action: PullRequestAction,
    actor: Account,
    before: string | undefined,
  ): JsonObject => {
    // GitHub sends the event before it has tried the merge: an opened one knows none, a pushed one the last.
    const resource = pullResource(repository, pull, false);
    const fresh = action === 'opened' ? { ...resource, merge_commit_sha: null } : resource;
    return checked(`pull-request-${action}`, {
      action,
      number: pull.number,
      pull_request: fresh,
      ...(action === 'synchronize' && { before: before ?? pull.base.sha, after: pull.head.sha }),
      ...common(repository, actor),
    });
  };

  /** A merge ref is there only without a conflict; a merged pull request runs on what it was merged into. */
  const pullTrigger = (pull: PullRequest, actor: Account): Trigger => {
    if (pull.merged !== undefined)
      return { sha: pull.merged.commit, ref: `refs/heads/${pull.base.ref}`, actor, pull };
    if (pull.testMerge === undefined)
      throw new Error(`#${pull.number} conflicts with its base, so GitHub starts no run`);
    return { sha: pull.testMerge, ref: `refs/pull/${pull.number}/merge`, actor, pull };
  };

  const tip = (): { sha: string; ref: string } => ({
    sha: repository.tip(repository.defaultBranch),
    ref: `refs/heads/${repository.defaultBranch}`,
  });

  return {
    pullRequest(pull, action, { before, actor } = {}) {
      const who = actor === undefined ? (pull.merged?.by ?? pull.author) : world.addAccount(actor);
      if (pull.conflicted && action !== 'closed')
        throw new Error(`#${pull.number} conflicts with its base, so GitHub starts no run`);
      return event('pull_request', pullPayload(pull, action, who, before), pullTrigger(pull, who));
    },
    pullRequestTarget(pull, action, { before } = {}) {
      const ref = `refs/heads/${pull.base.ref}`;
      const sha = repository.tip(pull.base.ref);
      return event('pull_request_target', pullPayload(pull, action, pull.author, before), {
        sha,
        ref,
        actor: pull.author,
        pull,
      });
    },
    pullRequestReview(pull, review, action = 'submitted') {
      const payload = checked(`pull-request-review-${action}`, {
        action,
        review: { ...reviewResource(repository, pull, review), state: review.state.toLowerCase() },
        pull_request: simplePullResource(repository, pull),
        ...(action === 'edited' && {
          changes: { body: { from: review.edits.at(-2)?.body ?? '' } },
        }),
        ...common(repository, review.author),
      });
      return event('pull_request_review', payload, pullTrigger(pull, review.author));
    },
    mergeGroup(group) {
      const payload = checked('merge-group-checks-requested', {
        action: 'checks_requested',
        merge_group: {
          head_sha: group.head,
          head_ref: group.ref,
          base_sha: group.base,
          base_ref: `refs/heads/${group.baseRef}`,
          head_commit: webhookCommit(repository, group.head),
        },
        ...common(repository, world.addAccount('github-merge-queue')),
      });
      return event('merge_group', payload, {
        sha: group.head,
        ref: group.ref,
        actor: world.addAccount('github-merge-queue'),
      });
    },
    push(push) {
      const payload = checked('push', {
        ...pushPayload(repository, push),
        ...common(repository, push.pusher),
        repository: pushRepository(repository),
      });
      return event('push', payload, { sha: push.after, ref: push.ref, actor: push.pusher });
    },
    issueComment(comment) {
      const thread = repository.threads.get(comment.number);
      if (thread === undefined) throw new Error(`${repository.fullName} has no #${comment.number}`);
      const payload = checked('issue-comment-created', {
        action: 'created',
        issue: issueResource(repository, thread),
        comment: commentResource(repository, comment),
        ...common(repository, comment.author),
      });
      return event('issue_comment', payload, { ...tip(), actor: comment.author });
    },
    workflowRun(ended) {
      const actor = world.addAccount(ended.actor);
      const payload = {
        action: 'completed',
        workflow_run: {
          name: 'checks',
          event: ended.name,
          head_branch: ended.headRef,
          head_sha: ended.sha,
          status: 'completed',
          conclusion: 'success',
        },
        ...common(repository, actor),
      };
      return event('workflow_run', payload, { ...tip(), actor });
    },
    schedule(cron) {
      const payload = {
        schedule: cron,
        workflow: '.github/workflows/access.yml',
        repository: repositoryResource(repository),
      };
      return event('schedule', payload, { ...tip(), actor: webFlow });
    },
    workflowDispatch({
      actor,
      inputs,
      ref = repository.defaultBranch,
      workflow = '.github/workflows/access.yml',
    }) {
      const who = world.addAccount(actor);
      const full = `refs/heads/${ref}`;
      const payload = checked('workflow-dispatch', {
        inputs: inputs ?? null,
        ref: full,
        workflow,
        ...common(repository, who),
      });
      return event('workflow_dispatch', payload, {
        sha: repository.tip(ref),
        ref: full,
        actor: who,
      });
    },
  };
}
