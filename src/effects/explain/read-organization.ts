import { nothing } from '../../core/model/reading.ts';
import { sortedBy } from '../../core/model/order.ts';
import type { Instance, Snapshot } from '../../core/model/snapshot.ts';
import type { AwsReadPorts } from '../../ports/readers.ts';

/** Accounts, groups and the units that selectors name, or all: what names and selectors mean. Of what is assigned it says nothing. */
export async function readOrganization(
  { identityStore, organization }: AwsReadPorts,
  instance: Instance,
  named: readonly string[] | 'all',
): Promise<Snapshot> {
  const [managementAccountId, accounts, units, groups] = await Promise.all([
    organization.readManagementAccountId(),
    organization.listAccounts(),
    organization.listOrganizationalUnits(named),
    identityStore.listGroups(instance.identityStoreId),
  ]);
  return {
    instance,
    managementAccountId,
    delegated: false,
    accounts: sortedBy(accounts, ({ id }) => id),
    organizationalUnits: sortedBy(units, ({ id }) => id),
    groups,
    users: [],
    permissionSets: [],
    provisioned: [],
    assignments: [],
    accessControlAttributes: null,
    applications: null,
    directory: null,
    gonePrincipalIds: [],
    permissionSetNames: new Map(),
    reading: { strategy: 'touched', why: null, estimate: { requests: 0, seconds: 0 } },
    coverage: nothing,
    exhaustive: false,
    unread: [],
  };
}
