import type { Account } from '../../core/model/account.ts';
import type { PermissionSetArn } from '../../core/model/ids.ts';
import { sortedBy, sortedUnique } from '../../core/model/order.ts';
import type { User } from '../../core/model/principal.ts';
import type { Unread } from '../../core/model/snapshot.ts';
import type { Journal } from '../../ports/journal.ts';
import type { AwsReadPorts } from '../../ports/readers.ts';
import { contained } from '../contained.ts';
import { createCounter } from '../progress-counter.ts';
import type { Ground, GroundQuestion } from './ground.ts';
import { listApplications } from './read-applications.ts';

/** A tag that cannot be read is noted in `unread`; lists that everything hangs on reject. */
export async function readGround(
  ports: AwsReadPorts,
  question: GroundQuestion,
  listing: Promise<readonly PermissionSetArn[]>,
  journal: Journal,
): Promise<Ground> {
  const { instance } = question;
  const [arns, organization, groups, users, attributes, applications] = await Promise.all([
    listing,
    readOrganization(ports, question, journal),
    ports.identityStore.listGroups(instance.identityStoreId),
    readNamedUsers(ports, question),
    readAttributes(ports, question),
    listApplications(ports.applications, question),
  ]);
  return {
    instance,
    managementAccountId: organization.managementAccountId,
    delegated: organization.delegated,
    accounts: sortedBy(organization.accounts, ({ id }) => id),
    organizationalUnits: sortedBy(organization.units, ({ id }) => id),
    groups,
    users,
    arns,
    accessControlAttributes: attributes.live,
    applications: applications.live,
    unread: [...organization.unread, ...attributes.unread, ...applications.unread],
  };
}

async function readOrganization(
  { organization, caller }: AwsReadPorts,
  question: GroundQuestion,
  journal: Journal,
) {
  const [managementAccountId, listed, units, callerAccountId] = await Promise.all([
    organization.readManagementAccountId(),
    organization.listAccounts(),
    organization.listOrganizationalUnits(question.units),
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

async function readAttributes(
  { identityCenter }: AwsReadPorts,
  { instance, accessControlAttributes }: GroundQuestion,
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
  { instance, userNames, userIds }: GroundQuestion,
): Promise<readonly User[]> {
  const store = instance.identityStoreId;
  const found = await Promise.all([
    ...sortedUnique(userNames).map((name) => identityStore.findUser(store, name)),
    ...sortedUnique(userIds).map((id) => identityStore.describeUser(store, id)),
  ]);
  return found.filter((user) => user !== null);
}
