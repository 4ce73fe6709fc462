import type { WorkflowEvent } from '../../../src/simulator/github/events/workflow-event.ts';

/** A push to the default branch, as far as a token tells of it. */
export const pushEvent: WorkflowEvent = {
  name: 'push',
  payload: {},
  sha: '1'.repeat(40),
  ref: 'refs/heads/main',
  baseRef: '',
  headRef: '',
  actor: 'ada',
  actorId: 7,
  repository: { fullName: 'acme/access', id: 22, owner: 'acme', ownerId: 11 },
};
