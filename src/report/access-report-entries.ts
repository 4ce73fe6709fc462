import type {
  AccessReport,
  ReportAccount,
  ReportApplicationGrant,
  ReportGrant,
  ReportPermissionSet,
  ReportPrincipal,
} from '../core/inventory/access-report.ts';
import { type Remarks, remarksOn } from '../core/inventory/look-at.ts';
import { accountsInLine } from './names.ts';
import { markdown } from './style.ts';
import { count, thousands } from './words.ts';

/** Grants of one principal and one set, wherever they are. */
interface Bundle {
  readonly principal: ReportPrincipal;
  readonly permissionSet: ReportPermissionSet;
  readonly accounts: readonly ReportAccount[];
}

/** One line for each principal and set whose grants have that remark, most accounts first; then applications. */
export function linesOf(report: AccessReport, remark: keyof Remarks): readonly string[] {
  const remarksOf = remarksOn(report);
  const grants = report.grants.filter((grant) => remarksOf(grant)[remark]);
  const bundles = [...Map.groupBy(grants, keyOf).values()].flatMap((own) => bundleOf(report, own));
  const isHidden = report.people === 'hidden';
  const inAccounts = bundles
    .toSorted((a, b) => b.accounts.length - a.accounts.length)
    .map((bundle) => lineOf(bundle, isHidden));
  const assigned = report.applicationGrants.filter((grant) => remarksOf(grant)[remark]);
  const ofApplications = [...Map.groupBy(assigned, ({ principal }) => principal).values()]
    .toSorted((a, b) => b.length - a.length)
    .flatMap((own) => applicationLine(report, own));
  return [...inAccounts, ...ofApplications];
}

/** More are counted: a principal may be assigned to hundreds. */
const NAMED_APPLICATIONS = 8;

function applicationLine(
  { principals, applications, people }: AccessReport,
  grants: readonly ReportApplicationGrant[],
): readonly string[] {
  const principal = principals[grants[0]?.principal ?? -1];
  if (principal === undefined) return [];
  const names = grants
    .slice(0, NAMED_APPLICATIONS)
    .flatMap(({ application }) => applications?.[application] ?? [])
    .map(({ name }) => markdown.name(name));
  const more = grants.length - names.length;
  const rest = more > 0 ? ` … and ${thousands(more)} more` : '';
  const who = whoWords(principal, people === 'hidden');
  return [`- ${who} is assigned to ${names.join(', ')}${rest}`];
}

function keyOf({ principal, permissionSet }: ReportGrant): string {
  return `${principal} ${permissionSet}`;
}

function bundleOf(
  { principals, permissionSets, accounts }: AccessReport,
  grants: readonly ReportGrant[],
): readonly Bundle[] {
  const [first] = grants;
  const principal = principals[first?.principal ?? -1];
  const permissionSet = permissionSets[first?.permissionSet ?? -1];
  if (principal === undefined || permissionSet === undefined) return [];
  const places = grants.flatMap(({ account }) => accounts[account] ?? []);
  return [{ principal, permissionSet, accounts: places }];
}

function lineOf({ principal, permissionSet, accounts }: Bundle, isHidden: boolean): string {
  const set = markdown.name(permissionSet.name);
  return `- ${whoWords(principal, isHidden)} holds ${set} in ${accountsInLine(accounts)}`;
}

function whoWords({ type, id, name, members, gone }: ReportPrincipal, isHidden: boolean): string {
  if (gone) return `a deleted ${type === 'GROUP' ? 'group' : 'user'} (${markdown.name(id)})`;
  if (type === 'USER') return isHidden ? 'a person' : `user ${markdown.name(name)}`;
  const people = members === null ? 'members not read' : count(members.length, 'person');
  return `${markdown.name(name)} (${people})`;
}
