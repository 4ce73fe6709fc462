import { eventPayloads } from './events/event-payloads.ts';
import type { EventPayloads } from './events/event-payloads.ts';
import { checkout } from './git/checkout.ts';
import type { CheckoutOptions } from './git/checkout.ts';
import { isAncestor } from './git/history.ts';
import { listFiles } from './git/tree.ts';
import type { Account, Role } from './world/account.ts';
import { createComment, editComment } from './world/comments.ts';
import { commitFiles, moveRef } from './world/commit-files.ts';
import type { CommitInput } from './world/commit-files.ts';
import { editContent } from './world/content.ts';
import type { Content, ContentEdit } from './world/content.ts';
import { openIssue } from './world/issues.ts';
import { mergePullRequest } from './world/merge-pull-request.ts';
import type { MergeMethod, Push } from './world/merge-pull-request.ts';
import { landMergeQueue, queueMerge } from './world/merge-queue.ts';
import type { MergeGroup } from './world/merge-queue.ts';
import {
  addReview,
  closePullRequest,
  openPullRequest,
  reopenPullRequest,
} from './world/pull-requests.ts';
import type { PullRequestInput } from './world/pull-requests.ts';
import type { Repository } from './world/repository.ts';
import type { Comment, CommitStatus, Issue, PullRequest, Review } from './world/threads.ts';
import { startRun, uploadArtifact } from './world/workflow-runs.ts';
import type { Artifact, RunInput, WorkflowRun } from './world/workflow-runs.ts';

type Named<T> = Omit<T, 'author'> & { readonly author: string };
type ArtifactOptions = Parameters<typeof uploadArtifact>[4];

/** What people do to a repository, each named by their login and made when first named. */
export class RepositoryHandle {
  readonly state: Repository;
  /** The payloads a runner hands to a job about what happened here. */
  readonly events: EventPayloads;

  constructor(state: Repository) {
    this.state = state;
    this.events = eventPayloads(state);
  }

  get fullName(): string {
    return this.state.fullName;
  }

  #who(login: string): Account {
    return this.state.world.addAccount(login);
  }

  tip(branch = this.state.defaultBranch): string {
    return this.state.tip(branch);
  }

  /** A file's text at a commit or branch. */
  read(path: string, at = this.state.defaultBranch): string | undefined {
    const oid = this.state.resolve(at);
    const file =
      oid === undefined
        ? undefined
        : listFiles(this.state.objects, this.state.commit(oid).tree).get(path);
    return file && this.state.objects.read(file.oid, 'blob').toString('utf8');
  }

  addCollaborator(login: string, role: Role): void {
    this.#who(login);
    this.state.collaborators.set(login, role);
  }

  fork(owner: string): RepositoryHandle {
    const { name, private: hidden, defaultBranch, world } = this.state;
    const fork = world.addRepository({
      owner: this.#who(owner),
      name,
      private: hidden,
      defaultBranch,
      parent: this.state,
    });
    fork.refs.set(`refs/heads/${defaultBranch}`, this.tip());
    return new RepositoryHandle(fork);
  }

  /** Commits on top of a branch and pushes it; pull requests from and into it follow. */
  commit(input: Named<CommitInput>): string {
    return commitFiles(this.state, { ...input, author: this.#who(input.author) });
  }

  /** Moves a branch to a commit that is there already, forwards or by force. */
  push(branch: string, oid: string, pusher: string): Push {
    const ref = `refs/heads/${branch}`;
    const before = this.state.branch(branch) ?? '0'.repeat(40);
    const forced = !before.startsWith('0000') && !isAncestor(this.state.objects, before, oid);
    moveRef(this.state, ref, oid);
    return { ref, before, after: oid, forced, pusher: this.#who(pusher) };
  }

  /** A direct push of one commit to a branch, as its event tells it. */
  commitAndPush(input: Named<CommitInput>): Push {
    const before = this.state.branch(input.branch) ?? '0'.repeat(40);
    const after = this.commit(input);
    return {
      ref: `refs/heads/${input.branch}`,
      before,
      after,
      forced: false,
      pusher: this.#who(input.author),
    };
  }

  openPullRequest(
    input: Omit<Named<PullRequestInput>, 'headRepository'> & {
      readonly headRepository?: RepositoryHandle;
    },
  ): PullRequest {
    const { headRepository, ...rest } = input;
    return openPullRequest(this.state, {
      ...rest,
      author: this.#who(input.author),
      ...(headRepository && { headRepository: headRepository.state }),
    });
  }

  close(pull: PullRequest): void {
    closePullRequest(this.state, pull);
  }

  reopen(pull: PullRequest): void {
    reopenPullRequest(this.state, pull);
  }

  merge(
    pull: PullRequest,
    input: { readonly by: string; readonly method?: MergeMethod; readonly deleteBranch?: boolean },
  ): Push {
    return mergePullRequest(this.state, pull, { ...input, by: this.#who(input.by) });
  }

  /** Builds the merge groups; `landQueue` then pushes them all at once. */
  queue(pulls: readonly PullRequest[], by: string, method?: MergeMethod): MergeGroup[] {
    return queueMerge(this.state, pulls, this.#who(by), method);
  }

  landQueue(groups: readonly MergeGroup[], by = 'github-merge-queue'): Push {
    return landMergeQueue(this.state, groups, this.#who(by));
  }

  review(
    pull: PullRequest,
    input: {
      readonly author: string;
      readonly state: Review['state'];
      readonly body?: string;
      readonly commit?: string;
    },
  ): Review {
    return addReview(this.state, pull, { ...input, author: this.#who(input.author) });
  }

  /** A review that stays and no longer counts. */
  dismissReview(review: Review): void {
    review.state = 'DISMISSED';
  }

  editReview(review: Review, editor: string, body: string): void {
    const { world } = this.state;
    editContent(review, {
      body,
      editor: this.#who(editor),
      at: world.clock.now(),
      nextId: () => world.nextId(),
    });
  }

  comment(number: number, author: string, body: string): Comment {
    return createComment(this.state, number, this.#who(author), body);
  }

  editComment(comment: Comment, editor: string, body: string): void {
    editComment(this.state, comment, this.#who(editor), body);
  }

  /** Takes one revision out of a comment's or review's history; that it was there stays visible. */
  deleteEdit(content: Content, edit: ContentEdit, by: string): void {
    if (!content.edits.includes(edit)) throw new Error('not an edit of this text');
    edit.body = null;
    edit.deleted = { at: this.state.world.clock.now(), by: this.#who(by) };
  }

  openIssue(input: {
    readonly title: string;
    readonly author: string;
    readonly body?: string;
    readonly labels?: readonly string[];
  }): Issue {
    return openIssue(this.state, { ...input, author: this.#who(input.author) });
  }

  comments(number: number): Comment[] {
    return this.state.commentsOn(number);
  }

  issues(): Issue[] {
    return this.state.issues;
  }

  /** Newest first, as the API lists them. */
  statuses(sha: string): CommitStatus[] {
    return this.state.statuses.filter((status) => status.sha === sha).toReversed();
  }

  startRun(
    input: Omit<RunInput, 'actor' | 'headRepository'> & {
      readonly actor: string;
      readonly headRepository?: RepositoryHandle;
    },
  ): WorkflowRun {
    const { headRepository, ...rest } = input;
    return startRun(this.state, {
      ...rest,
      actor: this.#who(input.actor),
      ...(headRepository && { headRepository: headRepository.state }),
    });
  }

  /** What `actions/upload-artifact` leaves: an archive of one run under a name. */
  uploadArtifact(
    run: WorkflowRun,
    name: string,
    archive: Uint8Array,
    more?: ArtifactOptions,
  ): Artifact {
    return uploadArtifact(this.state, run, name, archive, more);
  }

  /** A working copy on disk, as `actions/checkout` leaves it. */
  checkout(sha: string, directory: string, options: CheckoutOptions = {}): void {
    checkout(this.state, sha, directory, options);
  }
}
