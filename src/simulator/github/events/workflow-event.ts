import type { JsonObject } from '../json.ts';

/** What starts a job: the payload, and what the runner derives from it for the environment. */
export interface WorkflowEvent {
  readonly name:
    | 'issue_comment'
    | 'merge_group'
    | 'pull_request'
    | 'pull_request_review'
    | 'pull_request_target'
    | 'push'
    | 'schedule'
    | 'workflow_dispatch'
    | 'workflow_run';
  readonly payload: JsonObject;
  /** GITHUB_SHA and GITHUB_REF. */
  readonly sha: string;
  readonly ref: string;
  /** Set for pull requests only, branch names. */
  readonly baseRef: string;
  readonly headRef: string;
  readonly actor: string;
  readonly actorId: number;
  readonly repository: {
    readonly fullName: string;
    readonly id: number;
    readonly owner: string;
    readonly ownerId: number;
  };
}
