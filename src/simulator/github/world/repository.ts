import { ancestors, range } from '../git/history.ts';
import { ObjectStore } from '../git/object-store.ts';
import { readCommit } from '../git/commit.ts';
import type { Commit } from '../git/commit.ts';
import type { Account, Role } from './account.ts';
import type { Comment, CommitStatus, Issue, PullRequest } from './threads.ts';
import type { Artifact, WorkflowRun } from './workflow-runs.ts';
import type { World } from './world.ts';

export interface RepositoryInit {
  readonly owner: Account;
  readonly name: string;
  readonly private: boolean;
  readonly defaultBranch: string;
  readonly parent?: Repository;
}

/** What GitHub keeps about one repository; what can be done to it lies in the files beside this one. */
export class Repository {
  readonly id: number;
  readonly world: World;
  readonly owner: Account;
  readonly name: string;
  readonly private: boolean;
  readonly defaultBranch: string;
  readonly parent: Repository | undefined;
  readonly createdAt: Date;
  readonly objects: ObjectStore;
  readonly refs = new Map<string, string>();
  readonly threads = new Map<number, Issue | PullRequest>();
  readonly comments = new Map<number, Comment>();
  readonly statuses: CommitStatus[] = [];
  readonly runs = new Map<number, WorkflowRun>();
  readonly artifacts = new Map<number, Artifact>();
  readonly collaborators = new Map<string, Role>();
  pushedAt: Date;
  /** Whether the repository has issues at all; pull requests it has in any case. */
  hasIssues = true;

  constructor(world: World, init: RepositoryInit) {
    this.id = world.nextId();
    this.world = world;
    this.owner = init.owner;
    this.name = init.name;
    this.private = init.private;
    this.defaultBranch = init.defaultBranch;
    this.parent = init.parent;
    this.objects = init.parent?.objects ?? new ObjectStore();
    this.createdAt = world.clock.now();
    this.pushedAt = this.createdAt;
  }

  get fullName(): string {
    return `${this.owner.login}/${this.name}`;
  }

  get pulls(): PullRequest[] {
    return [...this.threads.values()].filter((thread) => thread.kind === 'pull');
  }

  pull(number: number): PullRequest {
    const thread = this.threads.get(number);
    if (thread?.kind !== 'pull') throw new Error(`${this.fullName} has no pull request #${number}`);
    return thread;
  }

  get issues(): Issue[] {
    return [...this.threads.values()].filter((thread) => thread.kind === 'issue');
  }

  /** Comments of one issue or pull request, oldest first. */
  commentsOn(number: number): Comment[] {
    return [...this.comments.values()].filter((comment) => comment.number === number);
  }

  branch(name: string): string | undefined {
    return this.refs.get(`refs/heads/${name}`);
  }

  tip(name: string): string {
    const oid = this.branch(name);
    if (oid === undefined) throw new Error(`${this.fullName} has no branch ${name}`);
    return oid;
  }

  commit(oid: string): Commit {
    return readCommit(this.objects, oid);
  }

  /** A branch, a tag, a full ref or a commit id, as the API takes them. */
  resolve(name: string): string | undefined {
    const ref = [name, `refs/${name}`, `refs/heads/${name}`, `refs/tags/${name}`]
      .map((candidate) =>
        this.refs.get(name === 'HEAD' ? `refs/heads/${this.defaultBranch}` : candidate),
      )
      .find((oid) => oid !== undefined);
    const oid = ref ?? this.objects.expand(name);
    return oid !== undefined && this.objects.find(oid, 'commit') !== undefined ? oid : undefined;
  }

  /** On the default branch, the merged pull request a commit came with; elsewhere, also open ones that hold it. */
  pullsOf(oid: string): PullRequest[] {
    const tip = this.branch(this.defaultBranch);
    const landed = tip !== undefined && ancestors(this.objects, tip).has(oid);
    return this.pulls.filter((pull) => {
      if (pull.merged?.commits.includes(oid) === true) return true;
      if (landed || (pull.state === 'closed' && pull.merged === undefined)) return false;
      return range(this.objects, pull.base.sha, pull.head.sha).some((commit) => commit.oid === oid);
    });
  }

  roleOf(account: Account): Role {
    if (account.login === this.owner.login) return 'admin';
    return this.collaborators.get(account.login) ?? (this.private ? 'none' : 'read');
  }
}
