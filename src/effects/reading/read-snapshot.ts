import type { LiveAssignment } from '../../core/model/assignment.ts';
import { sortedBy, sortedUnique } from '../../core/model/order.ts';
import type { Snapshot } from '../../core/model/snapshot.ts';
import type { AwsReadPorts } from '../../ports/readers.ts';
import { readApplications } from './read-applications.ts';
import { readEverything } from './read-everything.ts';
import { readGround } from './read-ground.ts';
import type { ReadTools, Resolve, SnapshotQuestion } from './snapshot-question.ts';
import { readChanges } from './read-changes.ts';
import { SetReader } from './set-reader.ts';
import { readHolders } from './read-holders.ts';

/**
 * Reads what the question needs, in the way that takes the fewest requests. A part that cannot be read is
 * noted in `unread`; lists that everything hangs on reject.
 */
export async function readSnapshot(
  ports: AwsReadPorts,
  question: SnapshotQuestion,
  resolve: Resolve,
  { journal, onReading }: Pick<ReadTools, 'journal' | 'onReading'>,
): Promise<Omit<Snapshot, 'directory'>> {
  const { identityCenter } = ports;
  const { instance, about, whyComplete } = question;
  const listing = identityCenter.listPermissionSets(instance.arn).then(sortedUnique);
  const grounding = readGround(ports, question, listing, journal);
  const reader = new SetReader(identityCenter, instance);
  const tools: ReadTools = { identityCenter, reader, journal, onReading };
  const [ground, applications, { live, reading }] = await Promise.all([
    grounding,
    readApplications(ports.applications, question, grounding),
    about === 'everything' || whyComplete !== null
      ? readEverything(tools, question, listing, grounding, resolve)
      : readChanges(tools, question, listing, grounding, resolve),
  ]);
  const holders = await readHolders(
    ports.identityStore,
    instance,
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
