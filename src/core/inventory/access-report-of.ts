import { sortedUnique } from '../model/order.ts';
import {
  type AccessReport,
  REPORT_SCHEMA,
  type ReportApplicationGrant,
  type ReportGrant,
} from './access-report.ts';
import { foundApplicationGrants, foundGrants } from './found-grants.ts';
import { reportAccounts } from './report-accounts.ts';
import { reportApplications } from './report-applications.ts';
import type { Found, ReportInputs } from './report-inputs.ts';
import { reportOrigins } from './report-origins.ts';
import { reportPermissionSets } from './report-permission-sets.ts';
import { reportPeople } from './report-principals.ts';
import { unreadOfAccess } from './unread-words.ts';

/** Every live assignment, whoever manages it, and every grant that the files ask for and AWS lacks. */
export function accessReportOf(inputs: ReportInputs): AccessReport {
  const { snapshot, mapping, desired, ignore, commit, at, showPeople } = inputs;
  const found = foundGrants(snapshot, desired);
  const foundApplications = foundApplicationGrants(snapshot, desired);
  const all = [...found, ...foundApplications];
  const accounts = reportAccounts(snapshot, found);
  const permissionSets = reportPermissionSets(inputs, found);
  const { principals, persons, unread } = reportPeople(inputs, all);
  const { origins, indexOf } = reportOrigins(inputs, all);
  const accountAt = indexes(accounts, ({ id }) => id);
  const setAt = indexes(permissionSets, ({ name }) => name);
  const principalAt = indexes(principals, ({ type, id }) => `${type} ${id}`);
  const common = ({ principal, desired: declared, isLive }: Found) => ({
    principal: principalAt(`${principal.type} ${principal.id}`),
    origins: [...new Set(declared?.origins.map(indexOf))].toSorted((a, b) => a - b),
    state: isLive ? ('live' as const) : ('missing' as const),
    expires: declared?.expires ?? null,
  });
  const grants = found.map((grant): ReportGrant => ({
    account: accountAt(grant.accountId),
    permissionSet: setAt(grant.permissionSet),
    ...common(grant),
    ignored:
      ignore.permissionSet(grant.permissionSet) ||
      ignore.assignment(grant.accountId, grant.permissionSet, grant.principal),
  }));
  const applications = reportApplications(snapshot, desired);
  const applicationAt = indexes(applications ?? [], ({ arn }) => arn);
  const applicationGrants = foundApplications.map((grant): ReportApplicationGrant => ({
    application: applicationAt(grant.applicationArn),
    ...common(grant),
    ignored: ignore.everywhere(grant.principal),
  }));
  const unreadOfAll = [...unreadOfAccess(snapshot), ...unread, ...inputs.unread];
  return {
    schema: REPORT_SCHEMA,
    instance: snapshot.instance.arn,
    owner: mapping.settings.owner.value,
    commit,
    repositoryUrl: inputs.repositoryUrl,
    at,
    exhaustive: unreadOfAll.length === 0,
    unread: sortedUnique(unreadOfAll),
    unresolved: sortedUnique(
      [...desired.unresolved, ...desired.applications.unresolved].map(({ why }) => why),
    ),
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
    applications,
    applicationGrants: applicationGrants.toSorted(
      (a, b) => a.application - b.application || a.principal - b.principal,
    ),
  };
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
