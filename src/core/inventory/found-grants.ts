import type { DesiredState } from '../desired/desired-state.ts';
import { applicationKey } from '../model/application.ts';
import { grantKey } from '../model/assignment.ts';
import { permissionSetId } from '../model/ids.ts';
import { sortedBy } from '../model/order.ts';
import type { Snapshot } from '../model/snapshot.ts';
import type { FoundApplicationGrant, FoundGrant } from './report-inputs.ts';
import { livePrincipals } from './report-principals.ts';

/** Every live assignment in an account, and what the files ask for there and AWS lacks; by `grantKey`. */
export function foundGrants(
  snapshot: Snapshot,
  { grants }: Pick<DesiredState, 'grants'>,
): readonly FoundGrant[] {
  const names = new Map(snapshot.permissionSets.map(({ arn, name }) => [arn, name]));
  const principalOf = livePrincipals(snapshot);
  const found = new Map<string, FoundGrant>();
  for (const { accountId, permissionSetArn, principalType, principalId } of snapshot.assignments) {
    const id = permissionSetId(permissionSetArn);
    // One whose name could not be read goes by its id.
    const permissionSet = names.get(permissionSetArn) ?? snapshot.permissionSetNames.get(id) ?? id;
    const principal = principalOf(principalType, principalId);
    const key = grantKey(accountId, permissionSet, principal);
    const desired = grants.get(key) ?? null;
    found.set(key, { accountId, permissionSet, principal, desired, isLive: true });
  }
  for (const [key, desired] of grants) {
    if (found.has(key) || desired.expired) continue;
    const { account, permissionSet, principal } = desired;
    found.set(key, { accountId: account.id, permissionSet, principal, desired, isLive: false });
  }
  return sortedBy(found, ([key]) => key).map(([, grant]) => grant);
}

/** The same of applications; nothing is missing of one whose assignments could not be read. */
export function foundApplicationGrants(
  snapshot: Snapshot,
  { applications }: Pick<DesiredState, 'applications'>,
): readonly FoundApplicationGrant[] {
  const principalOf = livePrincipals(snapshot);
  const live = snapshot.applications;
  const read = new Set(live?.read);
  const found = new Map<string, FoundApplicationGrant>();
  for (const { applicationArn, principalType, principalId } of live?.assignments ?? []) {
    const principal = principalOf(principalType, principalId);
    const key = applicationKey(applicationArn, principal);
    const desired = applications.assignments.get(key) ?? null;
    found.set(key, { applicationArn, principal, desired, isLive: true });
  }
  for (const [key, desired] of applications.assignments) {
    const { application, principal } = desired;
    if (found.has(key) || desired.expired || !read.has(application.arn)) continue;
    found.set(key, { applicationArn: application.arn, principal, desired, isLive: false });
  }
  return sortedBy(found, ([key]) => key).map(([, grant]) => grant);
}
