import { loadMapping } from '../../../src/core/mapping/load-mapping.ts';
import type { Mapping } from '../../../src/core/mapping/mapping.ts';
import { withPartition } from '../../../src/core/mapping/with-partition.ts';
import type { Account, OrganizationalUnit } from '../../../src/core/model/account.ts';
import type { LiveAssignment } from '../../../src/core/model/assignment.ts';
import {
  type AccountId,
  isAccountId,
  isInstanceArn,
  isPermissionSetArn,
  type PermissionSetArn,
  permissionSetId,
} from '../../../src/core/model/ids.ts';
import { sortedBy } from '../../../src/core/model/order.ts';
import { OWNERSHIP_TAG, type LivePermissionSet } from '../../../src/core/model/permission-set.ts';
import type { Group } from '../../../src/core/model/principal.ts';
import { everything } from '../../../src/core/model/reading.ts';
import type { Snapshot } from '../../../src/core/model/snapshot.ts';
import { type CheckedSeed, worldSeed } from '../../../src/simulator/aws/world/world-seed.ts';
import type { Fleet } from '../fleet/make-fleet.ts';
import { mappingSource } from './mapping-source.ts';

/** A fleet's organization as a run has read it, without asking anybody. */
export function liveOrganization({ organization, files }: Fleet): Snapshot {
  const seed = worldSeed.parse(organization);
  const units = unitsOf(seed);
  const accounts = seed.accounts.map((account, index) => accountOf(account, index, units));
  const groups = Object.keys(seed.groups).map(groupAt);
  const permissionSets = setsOf(loaded(files));
  const assignments = assignmentsOf(seed, accounts, groups, permissionSets);
  const management = seed.accounts.findIndex((account) => account.management);
  return {
    instance: {
      arn: checked('arn:aws:sso:::instance/ssoins-1234567890abcdef', isInstanceArn),
      identityStoreId: 'd-1234567890',
      ownerAccountId: accountIdAt(management),
      region: 'eu-west-1',
    },
    managementAccountId: accountIdAt(management),
    delegated: false,
    accounts,
    organizationalUnits: [...units.values()],
    groups,
    users: [],
    permissionSets,
    provisioned: pairsOf(assignments),
    assignments,
    accessControlAttributes: null,
    applications: null,
    directory: null,
    gonePrincipalIds: [],
    permissionSetNames: new Map(
      permissionSets.map(({ name, arn }) => [permissionSetId(arn), name]),
    ),
    reading: { strategy: 'complete', why: null, estimate: { requests: 0, seconds: 0 } },
    coverage: everything,
    exhaustive: true,
    unread: [],
  };
}

/** Every pair of set and account that somebody has. */
export function pairsOf(assignments: readonly LiveAssignment[]): Snapshot['provisioned'] {
  const pairs = new Map(
    assignments.map(({ permissionSetArn, accountId }) => [
      `${permissionSetArn} ${accountId}`,
      { permissionSetArn, accountId, stale: false },
    ]),
  );
  return [...pairs.values()];
}

function loaded(files: Fleet['files']): Mapping {
  const { value, diagnostics } = loadMapping(mappingSource(files));
  if (value === null) throw new Error(diagnostics.map(({ headline }) => headline).join('\n'));
  return value;
}

/** They live as they are declared. */
function setsOf({ permissionSets, settings }: Mapping): LivePermissionSet[] {
  return permissionSets.map(({ name, content, tags }, index) => ({
    arn: setArnAt(index),
    name,
    content: withPartition(content, 'aws'),
    tags: { ...tags, [OWNERSHIP_TAG]: settings.owner.value },
  }));
}

function unitsOf({ accounts }: CheckedSeed): Map<string, OrganizationalUnit> {
  const root = { id: 'r-ab12', name: 'Root', path: '/', ids: ['r-ab12'] };
  const units = new Map<string, OrganizationalUnit>([['/', root]]);
  const unitAt = (path: string): OrganizationalUnit => {
    const found = units.get(path);
    if (found !== undefined) return found;
    const slash = path.lastIndexOf('/');
    const { ids } = unitAt(path.slice(0, slash) || '/');
    const id = `ou-ab12-${String(units.size).padStart(8, '0')}`;
    const unit = { id, name: path.slice(slash + 1), path, ids: [...ids, id] };
    units.set(path, unit);
    return unit;
  };
  for (const { ou } of accounts) unitAt(ou);
  return units;
}

function accountOf(
  { name, state, ou, joined, tags }: CheckedSeed['accounts'][number],
  index: number,
  units: ReadonlyMap<string, OrganizationalUnit>,
): Account {
  const ouIds = units.get(ou)?.ids ?? [];
  return { id: accountIdAt(index), name, state, ouIds, joinedAt: joined, tags };
}

function groupAt(displayName: string, index: number): Group {
  const number = String(index).padStart(12, '0');
  const id = `90676f8f9d-e8cb1c1e-0a2b-4c3d-8e9f-${number}`;
  const externalId = {
    issuer: 'https://sts.windows.net/',
    id: `5b1c0e2a-17d4-4a5e-9d37-${number}`,
  };
  return { id, displayName, externalIds: [externalId] };
}

function assignmentsOf(
  { assignments }: CheckedSeed,
  accounts: readonly Account[],
  groups: readonly Group[],
  sets: readonly LivePermissionSet[],
): LiveAssignment[] {
  const accountIds = new Map(accounts.map(({ name, id }) => [name, id]));
  const groupIds = new Map(groups.map(({ displayName, id }) => [displayName, id]));
  const arns = new Map(sets.map(({ name, arn }) => [name, arn]));
  const rows = assignments.flatMap(({ account, permissionSet, group = [] }) =>
    account.flatMap((where) =>
      permissionSet.flatMap((set) =>
        group.map((who) => ({
          accountId: known(accountIds, where),
          permissionSetArn: known(arns, set),
          principalType: 'GROUP' as const,
          principalId: known(groupIds, who),
        })),
      ),
    ),
  );
  return sortedBy(rows, (row) => [row.permissionSetArn, row.accountId, row.principalId].join(' '));
}

function accountIdAt(index: number): AccountId {
  return checked(String(100_000_000_000 + index), isAccountId);
}

function setArnAt(index: number): PermissionSetArn {
  const id = index.toString(16).padStart(16, '0');
  return checked(
    `arn:aws:sso:::permissionSet/ssoins-1234567890abcdef/ps-${id}`,
    isPermissionSetArn,
  );
}

function checked<T extends string>(text: string, is: (text: string) => text is T): T {
  if (!is(text)) throw new Error(`no such id: ${text}`);
  return text;
}

function known<T>(map: ReadonlyMap<string, T>, name: string): T {
  const value = map.get(name);
  if (value === undefined) throw new Error(`the organization lacks "${name}"`);
  return value;
}
