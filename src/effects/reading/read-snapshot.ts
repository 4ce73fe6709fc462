import { sortedUnique } from '../../core/model/order.ts';
import type { Snapshot } from '../../core/model/snapshot.ts';
import type { AwsReadPorts } from '../../ports/readers.ts';
import { assembleSnapshot } from './assemble-snapshot.ts';
import { readApplications } from './read-applications.ts';
import { readEverything } from './read-everything.ts';
import { readGround } from './read-ground.ts';
import type { ReadTools, Resolve, SnapshotQuestion } from './snapshot-question.ts';
import { readChanges } from './read-changes.ts';
import { SetReader } from './set-reader.ts';

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
  const [ground, applications, read] = await Promise.all([
    grounding,
    readApplications(ports.applications, question, grounding),
    about === 'everything' || whyComplete !== null
      ? readEverything(tools, question, listing, grounding, resolve)
      : readChanges(tools, question, listing, grounding, resolve),
  ]);
  return assembleSnapshot(ports.identityStore, ground, read, applications);
}
