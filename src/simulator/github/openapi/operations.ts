/** Every REST operation the simulator serves, by GitHub's own names for them. */
export const operationIds = [
  'repos/get',
  'repos/get-branch',
  'repos/get-content',
  'repos/compare-commits-with-basehead',
  'repos/get-collaborator-permission-level',
  'repos/list-commits',
  'repos/get-commit',
  'repos/list-pull-requests-associated-with-commit',
  'repos/list-commit-statuses-for-ref',
  'repos/get-combined-status-for-ref',
  'repos/create-commit-status',
  'git/get-commit',
  'git/get-tree',
  'git/get-blob',
  'git/get-ref',
  'git/list-matching-refs',
  'pulls/list',
  'pulls/get',
  'pulls/list-files',
  'pulls/list-reviews',
  'pulls/list-commits',
  'issues/list-for-repo',
  'issues/create',
  'issues/get',
  'issues/update',
  'issues/list-comments',
  'issues/list-comments-for-repo',
  'issues/create-comment',
  'issues/get-comment',
  'issues/update-comment',
  'issues/delete-comment',
  'actions/list-artifacts-for-repo',
  'actions/download-artifact',
  'actions/get-workflow-run',
  'users/get-authenticated',
] as const;

export type OperationId = (typeof operationIds)[number];

/** The webhook payloads a runner hands to a job, by GitHub's names for them. */
export const webhookIds = [
  'issue-comment-created',
  'merge-group-checks-requested',
  'pull-request-closed',
  'pull-request-opened',
  'pull-request-reopened',
  'pull-request-review-edited',
  'pull-request-review-submitted',
  'pull-request-synchronize',
  'push',
  'workflow-dispatch',
] as const;

export type WebhookId = (typeof webhookIds)[number];
