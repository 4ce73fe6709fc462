import type { DesiredState } from '../desired/desired-state.ts';
import { grantKey } from '../model/assignment.ts';
import { permissionSetId } from '../model/ids.ts';
import { sortedBy, sortedUnique } from '../model/order.ts';
import type { Snapshot } from '../model/snapshot.ts';
import { type AccessReport, REPORT_SCHEMA, type ReportGrant } from './access-report.ts';
import type { FoundGrant, ReportInputs } from './report-inputs.ts';
import { reportAccounts } from './report-accounts.ts';
import { reportOrigins } from './report-origins.ts';
import { livePrincipals, reportPeople } from './report-principals.ts';
import { reportPermissionSets } from './report-permission-sets.ts';
import { unreadOfAccess } from './unread-words.ts';

/** Every live assignment, whoever manages it, and every grant that the files ask for and AWS lacks. */
export function accessReportOf(inputs: ReportInputs): AccessReport {
  const { snapshot, mapping, desired, ignore, commit, at, showPeople } = inputs;
  const found = foundGrants(snapshot, desired);
  const accounts = reportAccounts(snapshot, found);
  const permissionSets = reportPermissionSets(inputs, found);
  const { principals, persons, unread } = reportPeople(inputs, found);
  const { origins, indexOf } = reportOrigins(inputs, found);
  const accountAt = indexes(accounts, ({ id }) => id);
  const setAt = indexes(permissionSets, ({ name }) => name);
  const principalAt = indexes(principals, ({ type, id }) => `${type} ${id}`);
  const grants = found.map((grant): ReportGrant => ({
    account: accountAt(grant.accountId),
    permissionSet: setAt(grant.permissionSet),
    principal: principalAt(`${grant.principal.type} ${grant.principal.id}`),
    origins: [...new Set(grant.desired?.origins.map(indexOf))].toSorted((a, b) => a - b),
    state: grant.isLive ? 'live' : 'missing',
    ignored:
      ignore.permissionSet(grant.permissionSet) ||
      ignore.assignment(grant.accountId, grant.permissionSet, grant.principal),
    expires: grant.desired?.expires ?? null,
  }));
  const unreadOfAll = [...unreadOfAccess(snapshot), ...unread];
  return {
    schema: REPORT_SCHEMA,
    instance: snapshot.instance.arn,
    owner: mapping.settings.owner.value,
    commit,
    repositoryUrl: inputs.repositoryUrl,
    at,
    exhaustive: unreadOfAll.length === 0,
    unread: sortedUnique(unreadOfAll),
    unresolved: sortedUnique(desired.unresolved.map(({ why }) => why)),
    people: showPeople,
    accounts,
    permissionSets,
    principals,
    persons,
    origins,
    grants: grants.toSorted(
      (a, b) =>
        a.account - b.account || a.permissionSet - b.permissionSet || a.principal - b.principal,
    ),
  };
}

function foundGrants(snapshot: Snapshot, { grants }: DesiredState): readonly FoundGrant[] {
  const names = new Map(snapshot.permissionSets.map(({ arn, name }) => [arn, name]));
  const principalOf = livePrincipals(snapshot);
  const found = new Map<string, FoundGrant>();
  for (const { accountId, permissionSetArn, principalType, principalId } of snapshot.assignments) {
    // One whose name could not be read goes by its id.
    const id = permissionSetId(permissionSetArn);
    const permissionSet = names.get(permissionSetArn) ?? unreadName(snapshot, id) ?? id;
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

function unreadName({ permissionSetNames }: Snapshot, id: string): string | null {
  return permissionSetNames.get(id) ?? null;
}

function indexes<Item>(
  items: readonly Item[],
  keyOf: (item: Item) => string,
): (key: string) => number {
  const places = new Map(items.map((item, index) => [keyOf(item), index]));
  return (key) => {
    const place = places.get(key);
    if (place === undefined) throw new Error(`the report refers to ${key}, which is not in it`);
    return place;
  };
}
