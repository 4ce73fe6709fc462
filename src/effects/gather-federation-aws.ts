import type { AwsFacts, Trail, TriedRead } from '../core/doctor/aws-facts.ts';
import type { EntraFacts } from '../core/doctor/entra-facts.ts';
import { both, type Known, unknown } from '../core/doctor/known.ts';
import { nameRegion, theInstance } from '../core/doctor/the-instance.ts';
import { tieGroups } from '../core/doctor/tie-groups.ts';
import type { Mapping } from '../core/mapping/mapping.ts';
import type { AccountId } from '../core/model/ids.ts';
import type { Instance } from '../core/model/snapshot.ts';
import type { ConnectFederationAws } from '../ports/connect-federation.ts';
import type { FederationAwsReader } from '../ports/federation-aws-read.ts';
import { PortError } from '../ports/port-error.ts';
import type { Journal } from '../ports/journal.ts';
import type { AwsReadPorts } from '../ports/readers.ts';
import { knownFrom, knownPart } from './known-part.ts';
import { createCounter } from './progress-counter.ts';

export type OpenedAws = ReturnType<ConnectFederationAws> & { readonly region: string };

/** Reads AWS's half of the federation; whatever fails is told by the checks that need it. */
export async function gatherFederationAws(
  opened: OpenedAws | null,
  mapping: Mapping,
): Promise<AwsFacts> {
  const wantedInstance = mapping.settings.instanceArn?.value ?? null;
  if (opened === null) return nothingOf(wantedInstance);
  const { readers, federation, region } = opened;
  const [instances, managementAccountId, callerAccountId, trails] = await Promise.all([
    knownPart(readers.identityCenter.listInstances()),
    knownPart(readers.organization.readManagementAccountId()),
    knownPart(callerOf(readers)),
    knownPart(readTrails(federation)),
  ]);
  const found: AwsFacts = {
    ...nothingOf(wantedInstance),
    region,
    instances,
    managementAccountId,
    callerAccountId,
    trails,
    managementAccountNamed: namesManagement(mapping, managementAccountId),
  };
  const instance = theInstance(found);
  const store = ({ identityStoreId }: Instance): string => identityStoreId;
  const [instanceState, users, groups, reads] = await Promise.all([
    knownFrom(instance, ({ arn }) => federation.describeInstance(arn)),
    knownFrom(instance, (one) => federation.listUsers(store(one))),
    knownFrom(instance, (one) => readers.identityStore.listGroups(store(one))),
    knownFrom(instance, (one) => tryReads(readers, federation, one, callerAccountId, mapping)),
  ]);
  return {
    ...found,
    instanceState,
    users,
    groups,
    reads: reads.known ? reads.value : instances.known ? [] : refusedOf(instances.missing),
  };
}

/** The members of the groups that Entra ID is to provision; the others are not the federation's. */
export async function gatherMemberships(
  opened: OpenedAws | null,
  aws: AwsFacts,
  entra: EntraFacts,
  journal: Journal,
): Promise<AwsFacts['memberships']> {
  if (opened === null) return aws.memberships;
  const given = both(tieGroups(entra, aws.groups), theInstance(aws));
  return knownFrom(given, ([{ pairs }, { identityStoreId }]) => {
    const count = createCounter(journal, 'read the members of', 'groups', pairs.length);
    return Promise.all(
      pairs.map(async ({ group }) => {
        const userIds = await opened.federation.listMembers(identityStoreId, group.id);
        count();
        return { groupId: group.id, userIds };
      }),
    );
  });
}

function nothingOf(wantedInstance: string | null): AwsFacts {
  const nothing = unknown('No Region is known for IAM Identity Center.', {
    help: nameRegion,
  });
  return {
    region: null,
    wantedInstance,
    instances: nothing,
    instanceState: nothing,
    managementAccountId: nothing,
    callerAccountId: nothing,
    managementAccountNamed: false,
    users: nothing,
    groups: nothing,
    memberships: nothing,
    trails: nothing,
    reads: [],
  };
}

async function callerOf({ caller }: AwsReadPorts): Promise<AccountId> {
  const id = await caller.callerAccountId();
  if (id !== null) return id;
  const action = 'sts:GetCallerIdentity';
  throw new PortError(
    'unavailable',
    action,
    `${action}: STS did not say whose credentials these are`,
    {
      help: 'see that this machine reaches STS, and that there are credentials',
    },
  );
}

async function readTrails(federation: FederationAwsReader): Promise<readonly Trail[]> {
  const listed = await federation.listTrails();
  return Promise.all(
    listed.map(async ({ arn, ...trail }) => ({
      ...trail,
      logging: await knownPart(federation.isLogging(arn)),
    })),
  );
}

/** On one permission set and one account: what is allowed there is allowed everywhere, or nearly. */
async function tryReads(
  { identityCenter }: AwsReadPorts,
  federation: FederationAwsReader,
  { arn, identityStoreId, ownerAccountId }: Instance,
  caller: Known<AccountId>,
  { settings, applications }: Mapping,
): Promise<readonly TriedRead[]> {
  const sets = await knownPart(identityCenter.listPermissionSets(arn));
  return federation.tryReads({
    instance: arn,
    identityStoreId,
    permissionSet: sets.known ? (sets.value[0] ?? null) : null,
    account: caller.known ? caller.value : ownerAccountId,
    accessControlAttributes: settings.accessControlAttributes !== null,
    applications: applications.length > 0,
  });
}

function refusedOf(actions: readonly string[]): readonly TriedRead[] {
  return actions.map((action) => ({ action, outcome: 'refused', why: null }));
}

function namesManagement({ rules, accountSets }: Mapping, management: Known<AccountId>): boolean {
  const selectors = [...rules, ...accountSets].flatMap(({ accounts }) => accounts);
  return selectors.some(
    ({ value }) =>
      value.kind === 'management' ||
      (value.kind === 'id' && management.known && value.id === management.value),
  );
}
