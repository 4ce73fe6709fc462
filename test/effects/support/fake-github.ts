import { type CommitId, isCommitId } from '../../../src/core/model/ids.ts';
import type {
  Actor,
  Comment,
  CommentEdit,
  CommentWriter,
  Commit,
  GitHubReader,
  PullRequest,
} from '../../../src/ports/github.ts';
import { PortError } from '../../../src/ports/port-error.ts';

export const bot: Actor = { kind: 'bot', login: 'github-actions' };
export const somebody: Actor = { kind: 'user', login: 'mallory' };

/** A commit id from one digit. */
export function commitId(digit: string): CommitId {
  const id = digit.repeat(40);
  if (!isCommitId(id)) throw new Error(`not a hexadecimal digit: ${digit}`);
  return id;
}

export function commit(id: CommitId, subject = 'Change'): Commit {
  return { id, parents: [], subject, committedAt: '2026-01-01T00:00:00Z' };
}

export const merged: PullRequest = {
  number: 7,
  state: 'closed',
  headCommit: commitId('a'),
  headRepository: 'example/access',
  baseBranch: 'main',
  mergeCommit: commitId('c'),
  mergedAt: '2026-01-02T12:00:00Z',
  author: somebody,
  url: 'https://github.example/pull/7',
};

/** A repository's comments and pull requests in memory; every write is an instant later. */
export class FakeGitHub implements CommentWriter {
  readonly viewer: Actor = bot;
  readonly comments: Comment[] = [];
  readonly edits = new Map<number, CommentEdit[]>();
  readonly writes: string[] = [];
  pullRequests: PullRequest[] = [merged];
  /** Which pull requests GitHub knows for a commit; by their merge commit where it is not said. */
  associated: ReadonlyMap<string, readonly PullRequest[]> | null = null;
  /** What an update really keeps; GitHub has been seen to keep the old text. */
  keeps: (old: string, body: string) => string = (_old, body) => body;
  /** Calls that fail, with how. */
  readonly failing = new Map<string, PortError>();
  #minutes = 0;

  /** A comment that stands there already. */
  stands(body: string, more: Partial<Comment> = {}): Comment {
    const id = this.comments.length + 1;
    const at = '2026-01-02T10:00:00Z';
    const comment: Comment = {
      id,
      nodeId: `node-${id}`,
      author: bot,
      body,
      createdAt: at,
      updatedAt: at,
      url: `https://github.example/comment/${id}`,
      ...more,
    };
    this.comments.push(comment);
    return comment;
  }

  createComment(_number: number, body: string): Promise<Comment> {
    this.writes.push('create');
    const comment = this.stands(body, this.#now());
    const failure = this.failing.get('createComment');
    return failure === undefined ? Promise.resolve(comment) : Promise.reject(failure);
  }

  updateComment(id: number, body: string): Promise<Comment> {
    this.writes.push(`update ${id}`);
    const index = this.comments.findIndex((comment) => comment.id === id);
    const old = this.comments[index];
    if (old === undefined) throw new PortError('not-found', 'PATCH /comments', 'no such comment');
    const comment = { ...old, body: this.keeps(old.body, body), updatedAt: this.#now().updatedAt };
    this.comments[index] = comment;
    return Promise.resolve(comment);
  }

  deleteComment(id: number): Promise<void> {
    this.writes.push(`delete ${id}`);
    const index = this.comments.findIndex((comment) => comment.id === id);
    this.comments.splice(index, 1);
    return Promise.resolve();
  }

  reader(): GitHubReader {
    const unused = (): never => {
      throw new Error('nobody should ask this');
    };
    const fails = (call: string): Promise<never> | null => {
      const failure = this.failing.get(call);
      return failure === undefined ? null : Promise.reject(failure);
    };
    return {
      viewer: () => Promise.resolve(this.viewer),
      repository: unused,
      branchTip: unused,
      commit: unused,
      firstParents: unused,
      changedPaths: unused,
      statuses: unused,
      pullRequest: (number) => {
        const found = this.pullRequests.find((each) => each.number === number);
        return found === undefined
          ? Promise.reject(new PortError('not-found', 'GET /pulls/{pull_number}', 'Not Found'))
          : Promise.resolve(found);
      },
      pullRequestsOf: (id) =>
        Promise.resolve(
          this.associated?.get(id) ?? this.pullRequests.filter((each) => each.mergeCommit === id),
        ),
      recentComments: () => fails('recentComments') ?? Promise.resolve(this.comments.toReversed()),
      comments: () => fails('comments') ?? Promise.resolve([...this.comments]),
      editsOf: ({ id }) => fails('editsOf') ?? Promise.resolve(this.edits.get(id) ?? []),
    };
  }

  #now(): { readonly createdAt: string; readonly updatedAt: string } {
    this.#minutes += 1;
    const at = `2026-01-02T11:${String(this.#minutes).padStart(2, '0')}:00Z`;
    return { createdAt: at, updatedAt: at };
  }
}
