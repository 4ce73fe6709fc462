import type { Instance, Snapshot } from '../../../src/core/model/snapshot.ts';
import { readSnapshot } from '../../../src/effects/reading/read-snapshot.ts';
import type { SnapshotQuestion } from '../../../src/effects/reading/snapshot-question.ts';
import type { Versions } from '../../../src/core/plan/attribute.ts';
import type { Ground } from '../../../src/effects/reading/ground.ts';
import { snapshotOf } from '../../core/support/live.ts';
import { versionsOf } from '../../core/support/planned.ts';
import type { AwsReadPorts } from '../../../src/ports/readers.ts';

/** As if the files asked for nothing. */
function noFiles(ground: Ground): Versions {
  return versionsOf({ head: {} }, { ...snapshotOf({}), ...ground });
}

const silent = { progress: () => undefined, warn: () => undefined };

/** Every pair is read, whatever the files ask for. */
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
      filesDiffer: true,
      requestsPerSecond: 20,
      knownNames: () => Promise.resolve(new Map()),
      accountTags: false,
      units: [],
      userNames: [],
      userIds: [],
      accessControlAttributes: false,
      applications: [],
      ...question,
    },
    (ground) => Promise.resolve({ versions: noFiles(ground), directory: null }),
    { journal: silent, onReading: () => undefined },
  );
  return { ...read, directory: null };
}
