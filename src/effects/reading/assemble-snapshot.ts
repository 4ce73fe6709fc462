import type { LiveAssignment } from '../../core/model/assignment.ts';
import { sortedBy, sortedUnique } from '../../core/model/order.ts';
import type { Snapshot } from '../../core/model/snapshot.ts';
import type { IdentityStoreReader } from '../../ports/identity-center-read.ts';
import type { ApplicationsRead } from './read-applications.ts';
import type { Ground } from './ground.ts';
import { readHolders } from './read-holders.ts';
import type { Read } from './snapshot-question.ts';

/** Joins what was read, sorted, and reads who those are that hold something and are not known yet. */
export async function assembleSnapshot(
  identityStore: IdentityStoreReader,
  ground: Ground,
  { live, reading }: Read,
  applications: ApplicationsRead,
): Promise<Omit<Snapshot, 'directory'>> {
  const holders = await readHolders(
    identityStore,
    ground.instance,
    [...live.assignments, ...(applications.live?.assignments ?? [])],
    ground.groups,
    ground.users,
  );
  const { arns: _, ...rest } = ground;
  const unread = [...ground.unread, ...applications.unread, ...live.unread, ...holders.unread];
  return {
    ...rest,
    applications: applications.live,
    groups: sortedBy(holders.groups, ({ id }) => id),
    users: sortedBy(holders.users, ({ id }) => id),
    permissionSets: sortedBy(live.permissionSets, ({ arn }) => arn),
    provisioned: sortedBy(live.provisioned, (pair) => `${pair.permissionSetArn} ${pair.accountId}`),
    assignments: sortedBy(live.assignments, assignmentKey),
    gonePrincipalIds: sortedUnique(holders.gone),
    permissionSetNames: live.names,
    reading,
    coverage: live.coverage,
    exhaustive: reading.strategy === 'complete' && unread.length === 0,
    unread: sortedBy(unread, (part) => JSON.stringify(part)),
  };
}

function assignmentKey(assignment: LiveAssignment): string {
  const { permissionSetArn, accountId, principalType, principalId } = assignment;
  return [permissionSetArn, accountId, principalType, principalId].join(' ');
}
