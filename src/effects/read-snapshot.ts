import type { Account } from '../core/model/account.ts';
import type { LiveAssignment, ProvisionedPair } from '../core/model/assignment.ts';
import type { PermissionSetArn } from '../core/model/ids.ts';
import { sortedBy, sortedUnique } from '../core/model/order.ts';
import type { LivePermissionSet } from '../core/model/permission-set.ts';
import type { Group, User } from '../core/model/principal.ts';
import type { Instance, Snapshot, Unread } from '../core/model/snapshot.ts';
import type { PermissionSetHeader } from '../ports/identity-center-read.ts';
import type { Journal } from '../ports/journal.ts';
import type { AwsReadPorts } from '../ports/readers.ts';
import { contained } from './contained.ts';
import { createCounter } from './progress-counter.ts';

/** What the mapping files make it necessary to read. */
export interface SnapshotQuestion {
  readonly instance: Instance;
  /** True where a selector asks for account tags: one call for each account. */
  readonly accountTags: boolean;
  /** User names that rules mention. */
  readonly userNames: readonly string[];
  /** Identity-store ids of users that rules mention. */
  readonly userIds: readonly string[];
  /** True where the files say what the attributes for access control should be. */
  readonly accessControlAttributes: boolean;
}

/**
 * Reads the whole state: every permission set in full, then its provisioned accounts, then each pair.
 * A part that cannot be read is noted in `unread`; lists that everything hangs on reject.
 */
export async function readSnapshot(
  ports: AwsReadPorts,
  question: SnapshotQuestion,
  journal: Journal,
): Promise<Omit<Snapshot, 'directory'>> {
  const { instance } = question;
  const [organization, groups, sets, named, attributes] = await Promise.all([
    readOrganization(ports, question, journal),
    ports.identityStore.listGroups(instance.identityStoreId),
    readPermissionSets(ports, instance, journal),
    readNamedUsers(ports, question),
    readAttributes(ports, question),
  ]);
  const holders = await readHolders(ports, instance, sets.assignments, groups, named);
  const unread = [...organization.unread, ...sets.unread, ...holders.unread, ...attributes.unread];
  return {
    instance,
    managementAccountId: organization.managementAccountId,
    delegated: organization.delegated,
    accounts: sortedBy(organization.accounts, ({ id }) => id),
    organizationalUnits: sortedBy(organization.units, ({ id }) => id),
    groups: sortedBy(holders.groups, ({ id }) => id),
    users: sortedBy(holders.users, ({ id }) => id),
    permissionSets: sortedBy(sets.permissionSets, ({ arn }) => arn),
    provisioned: sortedBy(sets.provisioned, (pair) => `${pair.permissionSetArn} ${pair.accountId}`),
    assignments: sortedBy(sets.assignments, assignmentKey),
    accessControlAttributes: attributes.live,
    gonePrincipalIds: sortedUnique(holders.gone),
    exhaustive: unread.length === 0,
    unread: sortedBy(unread, (part) => JSON.stringify(part)),
  };
}

function assignmentKey(assignment: LiveAssignment): string {
  const { permissionSetArn, accountId, principalType, principalId } = assignment;
  return [permissionSetArn, accountId, principalType, principalId].join(' ');
}

async function readOrganization(
  { organization, caller }: AwsReadPorts,
  question: SnapshotQuestion,
  journal: Journal,
) {
  const [managementAccountId, listed, units, callerAccountId] = await Promise.all([
    organization.readManagementAccountId(),
    organization.listAccounts(),
    organization.listOrganizationalUnits('all'),
    caller.callerAccountId(),
  ]);
  const unread: Unread[] = [];
  const count = createCounter(journal, 'read the tags of', 'accounts', listed.length);
  const accounts = question.accountTags
    ? await Promise.all(
        listed.map(async (account): Promise<Account> => {
          const tags = await contained(organization.readAccountTags(account.id), (why) =>
            unread.push({ part: 'account-tags', accountId: account.id, why }),
          );
          count();
          return { ...account, tags: tags?.value ?? null };
        }),
      )
    : listed;
  const delegated = callerAccountId !== null && callerAccountId !== managementAccountId;
  return { managementAccountId, delegated, accounts, units, unread };
}

interface SetsRead {
  readonly permissionSets: LivePermissionSet[];
  readonly provisioned: ProvisionedPair[];
  readonly assignments: LiveAssignment[];
  readonly unread: Unread[];
}

async function readPermissionSets(
  ports: AwsReadPorts,
  instance: Instance,
  journal: Journal,
): Promise<SetsRead> {
  const read: SetsRead = { permissionSets: [], provisioned: [], assignments: [], unread: [] };
  const arns = await ports.identityCenter.listPermissionSets(instance.arn);
  const countSets = createCounter(journal, 'read', 'permission sets', arns.length);
  await Promise.all(
    arns.map(async (arn) => {
      const [live] = await Promise.all([
        readPermissionSet(ports, instance, arn, read.unread),
        readAssignments(ports, instance, arn, read),
      ]);
      if (live !== null) read.permissionSets.push(live);
      countSets();
    }),
  );
  return read;
}

/** Null where the set was deleted since it was listed, or a part of it could not be read. */
async function readPermissionSet(
  { identityCenter }: AwsReadPorts,
  instance: Instance,
  arn: PermissionSetArn,
  unread: Unread[],
): Promise<LivePermissionSet | null> {
  const described = await contained(
    identityCenter.describePermissionSet(instance.arn, arn),
    (why) => unread.push({ part: 'permission-set', arn, name: null, why }),
  );
  const header = described?.value ?? null;
  if (header === null) return null;
  const { name } = header;
  const rest = await contained(identityCenter.readPermissionSetDetails(instance.arn, arn), (why) =>
    unread.push({ part: 'permission-set', arn, name, why }),
  );
  if (rest === null) return null;
  const { tags, ...details } = rest.value;
  return { arn, name, content: { ...scalarsOf(header), ...details }, tags };
}

function scalarsOf({ description, sessionDuration, relayState }: PermissionSetHeader) {
  return { description, sessionDuration, relayState };
}

async function readAssignments(
  { identityCenter }: AwsReadPorts,
  instance: Instance,
  arn: PermissionSetArn,
  read: SetsRead,
): Promise<void> {
  const pairs = await contained(
    Promise.all([
      identityCenter.listProvisionedAccounts(instance.arn, arn, 'all'),
      identityCenter.listProvisionedAccounts(instance.arn, arn, 'stale'),
    ]),
    (why) => read.unread.push({ part: 'provisioned-accounts', arn, why }),
  );
  if (pairs === null) return;
  const [all, staleAccounts] = pairs.value;
  const stale = new Set(staleAccounts);
  await Promise.all(
    sortedUnique([...all, ...staleAccounts]).map(async (accountId) => {
      read.provisioned.push({ permissionSetArn: arn, accountId, stale: stale.has(accountId) });
      const assignments = await contained(
        identityCenter.listAssignments(instance.arn, arn, accountId),
        (why) => read.unread.push({ part: 'assignments', arn, accountId, why }),
      );
      read.assignments.push(...(assignments?.value ?? []));
    }),
  );
}

async function readAttributes(
  { identityCenter }: AwsReadPorts,
  { instance, accessControlAttributes }: SnapshotQuestion,
) {
  const unread: Unread[] = [];
  if (!accessControlAttributes) return { live: null, unread };
  const read = await contained(identityCenter.readAccessControlAttributes(instance.arn), (why) =>
    unread.push({ part: 'access-control-attributes', why }),
  );
  return { live: read?.value ?? null, unread };
}

async function readNamedUsers(
  { identityStore }: AwsReadPorts,
  { instance, userNames, userIds }: SnapshotQuestion,
): Promise<readonly User[]> {
  const store = instance.identityStoreId;
  const found = await Promise.all([
    ...sortedUnique(userNames).map((name) => identityStore.findUser(store, name)),
    ...sortedUnique(userIds).map((id) => identityStore.describeUser(store, id)),
  ]);
  return found.filter((user) => user !== null);
}

/** Users and missing groups that assignments refer to, each asked for by id: absent means gone. */
async function readHolders(
  { identityStore }: AwsReadPorts,
  instance: Instance,
  assignments: readonly LiveAssignment[],
  groups: readonly Group[],
  named: readonly User[],
) {
  const users = new Map(named.map((user) => [user.id, user]));
  const known = new Set([...groups.map(({ id }) => id), ...users.keys()]);
  const gone: string[] = [];
  /** Groups that exist although the list, which may lag, does not show them. */
  const late: Group[] = [];
  const unread: Unread[] = [];
  const holders = new Map(assignments.map((one) => [one.principalId, one.principalType]));
  await Promise.all(
    [...holders].map(async ([id, type]) => {
      if (known.has(id)) return;
      const asked: Promise<Group | User | null> =
        type === 'GROUP'
          ? identityStore.describeGroup(instance.identityStoreId, id)
          : identityStore.describeUser(instance.identityStoreId, id);
      const found = await contained(asked, (why) =>
        unread.push({ part: 'principal', principalId: id, why }),
      );
      if (found === null) return;
      if (found.value === null) gone.push(id);
      else if ('userName' in found.value) users.set(id, found.value);
      else late.push(found.value);
    }),
  );
  return { users: [...users.values()], groups: [...groups, ...late], gone, unread };
}
