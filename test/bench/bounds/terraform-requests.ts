import type { FleetFacts } from '../fleet/make-fleet.ts';
import type { Question } from './least-requests.ts';
import type { Requests } from './requests.ts';

/** Listing the pair before, creating or deleting, one poll, and reading it back. */
const requestsOfWrite = 4;

/**
 * What Terraform's AWS provider sends for the same fleet, each of its resources reading for itself: two
 * requests a permission set and one for each of its policies; one an assignment, because a page holds all
 * holders of a pair; two a group. It reads no organization, and an apply refreshes like a plan.
 */
export function terraformRequests(question: Question, facts: FleetFacts): Requests {
  const { permissionSets, policies, assignments, groups, change } = facts;
  const written = question === 'change-and-write' ? change.coming + change.going : 0;
  return {
    'sso-admin': 2 * permissionSets + policies + assignments + requestsOfWrite * written,
    identitystore: 2 * groups,
  };
}
