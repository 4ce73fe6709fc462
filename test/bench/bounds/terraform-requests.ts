import type { Change } from '../fleet/make-changes.ts';
import type { Question } from './question.ts';
import type { Requests } from './requests.ts';

/** Listing the pair before, creating or deleting, one poll, and reading it back. */
const requestsOfWrite = 4;

/**
 * What Terraform's AWS provider sends for the same fleet, each of its resources reading for itself: two
 * requests a permission set and one for each of its policies; one an assignment, because a page holds all
 * holders of a pair; two a group. It reads no organization, and an apply refreshes like a plan.
 */
export function terraformRequests(question: Question): Requests {
  const { permissionSets, policies, assignments, groups } = question.facts;
  const written = question.kind === 'touched' && question.writes ? sizeOf(question.change) : 0;
  return {
    'sso-admin': 2 * permissionSets + policies + assignments + requestsOfWrite * written,
    identitystore: 2 * groups,
  };
}

function sizeOf({ coming, going }: Change): number {
  return coming.length + going.length;
}
