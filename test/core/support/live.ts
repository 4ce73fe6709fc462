import type { Account, OrganizationalUnit } from '../../../src/core/model/account.ts';
import {
  type AccountId,
  type InstanceArn,
  isAccountId,
  isInstanceArn,
  isPermissionSetArn,
  type PermissionSetArn,
} from '../../../src/core/model/ids.ts';
import type { LiveApplications } from '../../../src/core/model/application.ts';
import type { LiveAssignment } from '../../../src/core/model/assignment.ts';
import {
  OWNERSHIP_TAG,
  type PermissionSetContent,
  type Tags,
} from '../../../src/core/model/permission-set.ts';
import { type Coverage, everything } from '../../../src/core/model/reading.ts';
import type { Snapshot, Unread } from '../../../src/core/model/snapshot.ts';
import { OWNER } from './files.ts';

export interface LiveAccount {
  readonly ou?: string;
  readonly state?: Account['state'];
  readonly joinedAt?: string | null;
  readonly tags?: Readonly<Record<string, string>> | null;
}

export interface LiveSet {
  readonly content?: Partial<PermissionSetContent>;
  readonly tags?: Tags;
  /** Ours unless it says otherwise; null for a set without the tag. */
  readonly owner?: string | null;
}

export interface LiveApplication {
  /** `Blue`, `user:ada`, `gone:Old`; null where they could not be read, undefined where nobody asked. */
  readonly assigned?: readonly string[] | null;
  readonly status?: 'ENABLED' | 'DISABLED';
  /** True where it lets everybody in. */
  readonly open?: boolean;
}

/** An organization in few words. */
export interface Live {
  readonly accounts?: Readonly<Record<string, LiveAccount>>;
  /** Names; `Name=id` where two share a name or an id matters. */
  readonly groups?: readonly string[];
  readonly users?: readonly string[];
  readonly sets?: Readonly<Record<string, LiveSet>>;
  /** `Blue Admin dev`; `user:ada Admin dev`; `gone:Old Admin dev` for a deleted group. */
  readonly grants?: readonly string[];
  /** Pairs on an older version: `Admin dev`. */
  readonly stale?: readonly string[];
  readonly unread?: readonly Unread[];
  readonly delegated?: boolean;
  /** External ids of groups, by what `groups` says of them; `entra-<id>` otherwise. */
  readonly objectIds?: Readonly<Record<string, string>>;
  readonly directory?: Snapshot['directory'];
  /** What was asked for; everything unless it says otherwise. */
  readonly coverage?: Coverage;
  /** `Payroll`, or `Payroll=1` where two share a name, with whom they are assigned to; asked for only where given. */
  readonly applications?: Readonly<Record<string, LiveApplication>>;
  /** Attributes for access control; not enabled unless it is given, null where they could not be read. */
  readonly attributes?: Snapshot['accessControlAttributes'];
}

export const accounts: Readonly<Record<string, LiveAccount>> = {
  management: { ou: '/' },
  dev: { ou: '/Work/Dev' },
  test: { ou: '/Work/Dev' },
  prod: { ou: '/Work/Prod' },
  sandbox: { ou: '/Sandbox' },
};

export const instance: InstanceArn = the(
  isInstanceArn,
  'arn:aws:sso:::instance/ssoins-0123456789abcdef',
);

export const plain: PermissionSetContent = {
  description: null,
  sessionDuration: 3600,
  relayState: null,
  managedPolicies: [],
  customerManagedPolicies: [],
  inlinePolicy: null,
  permissionsBoundary: null,
};

/** A policy of AWS's by its name. */
export function managed(name: string): string {
  return `arn:aws:iam::aws:policy/${name}`;
}

export function accountId(name: string): AccountId {
  const number = [...name].reduce((sum, letter) => (sum * 31 + letter.charCodeAt(0)) % 1e10, 7);
  return the(isAccountId, `10${String(number).padStart(10, '0')}`);
}

export function groupId(name: string): string {
  return `group-${name}`;
}

export function setArn(name: string): PermissionSetArn {
  const id = name.replaceAll(/[^A-Za-z0-9]/g, '-').padEnd(16, '0');
  return the(
    isPermissionSetArn,
    `arn:aws:sso:::permissionSet/ssoins-0123456789abcdef/ps-${id.slice(0, 16)}`,
  );
}

/** The whole organization as it would have been read. */
export function snapshotOf(live: Live): Snapshot {
  const assignments = (live.grants ?? []).map(assignmentOf);
  const places = live.accounts ?? accounts;
  const stale = new Set(live.stale);
  const pairs = new Set([...(live.grants ?? []).map(pairOf), ...stale]);
  return {
    instance: {
      arn: instance,
      identityStoreId: 'd-0123456789',
      ownerAccountId: accountId('management'),
      region: 'eu-west-1',
    },
    managementAccountId: accountId('management'),
    delegated: live.delegated ?? false,
    accounts: Object.entries(places).map(([name, place]) => accountOf(name, place)),
    organizationalUnits: unitsOf(Object.values(places)),
    groups: (live.groups ?? ['Blue', 'Green', 'Red']).map((text) => {
      const [displayName = '', id = groupId(displayName)] = text.split('=');
      const external = live.objectIds?.[text] ?? `entra-${id}`;
      return { id, displayName, externalIds: [{ issuer: 'entra', id: external }] };
    }),
    users: (live.users ?? []).map((userName) => ({
      id: `user-${userName}`,
      userName,
      externalIds: [],
    })),
    permissionSets: Object.entries(live.sets ?? {}).map(([name, set]) => ({
      arn: setArn(name),
      name,
      content: { ...plain, ...set.content },
      tags: { ...set.tags, ...ownership(set.owner) },
    })),
    provisioned: [...pairs].map((pair) => {
      const [set = '', account = ''] = pair.split(' ');
      return {
        permissionSetArn: setArn(set),
        accountId: accountId(account),
        stale: stale.has(pair),
      };
    }),
    assignments,
    gonePrincipalIds: [
      ...(live.grants ?? []).map((text) => text.split(' ')[0] ?? ''),
      ...Object.values(live.applications ?? {}).flatMap(({ assigned }) => assigned ?? []),
    ].flatMap((who) => (who.startsWith('gone:') ? [holderOf(who).principalId] : [])),
    applications: live.applications === undefined ? null : applicationsOf(live.applications),
    accessControlAttributes: live.attributes === undefined ? { status: 'absent' } : live.attributes,
    directory: live.directory ?? null,
    permissionSetNames: new Map(),
    reading: { strategy: 'complete', why: null, estimate: { requests: 0, seconds: 0 } },
    coverage: live.coverage ?? everything,
    exhaustive: live.coverage === undefined && (live.unread ?? []).length === 0,
    unread: [...(live.unread ?? []), ...unreadApplications(live.applications ?? {})],
  };
}

function ownership(owner: string | null = OWNER): Tags {
  return owner === null ? {} : { [OWNERSHIP_TAG]: owner };
}

function assignmentOf(text: string): LiveAssignment {
  const [who = '', set = '', account = ''] = text.split(' ');
  return { accountId: accountId(account), permissionSetArn: setArn(set), ...holderOf(who) };
}

function holderOf(who: string): Pick<LiveAssignment, 'principalType' | 'principalId'> {
  return who.startsWith('user:')
    ? { principalType: 'USER', principalId: `user-${who.slice(5)}` }
    : { principalType: 'GROUP', principalId: groupId(who.replace('gone:', '')) };
}

export function applicationArn(name: string): string {
  const id = name
    .replaceAll(/[^A-Za-z0-9]/g, '')
    .padEnd(16, '0')
    .slice(0, 16);
  return `arn:aws:sso::123456789012:application/ssoins-0123456789abcdef/apl-${id}`;
}

function applicationsOf(live: NonNullable<Live['applications']>): LiveApplications {
  const all = Object.entries(live);
  const arnsOf = (is: (one: LiveApplication) => boolean): string[] =>
    all.filter(([, one]) => is(one)).map(([name]) => applicationArn(name));
  return {
    applications: all.map(([text, { status = 'ENABLED' }]) => ({
      arn: applicationArn(text),
      name: text.split('=')[0] ?? '',
      accountId: null,
      provider: null,
      status,
    })),
    read: arnsOf(({ assigned = null }) => assigned !== null),
    assignments: all.flatMap(([name, { assigned }]) =>
      (assigned ?? []).map((who) => ({ applicationArn: applicationArn(name), ...holderOf(who) })),
    ),
    open: arnsOf(({ open = false }) => open),
    openUnknown: [],
  };
}

function unreadApplications(live: NonNullable<Live['applications']>): Unread[] {
  return Object.entries(live)
    .filter(([, { assigned }]) => assigned === null)
    .map(([name]) => ({
      part: 'application-assignments',
      arn: applicationArn(name),
      name,
      why: 'AccessDenied',
    }));
}

function pairOf(grant: string): string {
  return grant.split(' ').slice(1).join(' ');
}

function accountOf(name: string, place: LiveAccount): Account {
  const { ou = '/', state = 'ACTIVE', joinedAt = '2020-01-01T00:00:00.000Z', tags = null } = place;
  return { id: accountId(name), name, state, ouIds: unitIds(ou), joinedAt, tags };
}

function unitsOf(places: readonly LiveAccount[]): OrganizationalUnit[] {
  const paths = new Set(places.flatMap(({ ou = '/' }) => pathsTo(ou)));
  return [...paths].toSorted().map((path) => {
    const ids = unitIds(path);
    const name = path === '/' ? 'Root' : path.slice(path.lastIndexOf('/') + 1);
    return { id: ids.at(-1) ?? '', name, path, ids };
  });
}

function pathsTo(path: string): string[] {
  const names = path.split('/').filter((name) => name !== '');
  return ['/', ...names.map((_, index) => `/${names.slice(0, index + 1).join('/')}`)];
}

function unitIds(path: string): string[] {
  return pathsTo(path).map((each) =>
    each === '/' ? 'r-root' : `ou-root-${each.toLowerCase().replaceAll('/', '').padEnd(8, '0')}`,
  );
}

function the<Id extends string>(is: (text: string) => text is Id, text: string): Id {
  if (is(text)) return text;
  throw new Error(`not an id: ${text}`);
}
