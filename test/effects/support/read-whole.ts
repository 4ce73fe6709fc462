import type { Instance, Snapshot } from '../../../src/core/model/snapshot.ts';
import { readSnapshot } from '../../../src/effects/reading/read-snapshot.ts';
import type { SnapshotQuestion } from '../../../src/effects/reading/snapshot-question.ts';
import type { AwsReadPorts } from '../../../src/ports/readers.ts';

const silent = { progress: () => undefined, warn: () => undefined };

/** Every pair is read, so nobody needs to know what the files ask for. */
export async function readWhole(
  readers: AwsReadPorts,
  instance: Instance,
  question: Partial<SnapshotQuestion> = {},
): Promise<Snapshot> {
  const read = await readSnapshot(
    readers,
    {
      instance,
      about: 'everything',
      whyComplete: 'it was asked for',
      requestsPerSecond: 20,
      knownNames: () => Promise.resolve(new Map()),
      accountTags: false,
      units: [],
      userNames: [],
      userIds: [],
      accessControlAttributes: false,
      ...question,
    },
    () => Promise.reject(new Error('nobody needs the files for a whole reading')),
    silent,
  );
  return { ...read, directory: null };
}
