import type { Reading } from '../../core/model/reading.ts';
import type { Snapshot } from '../../core/model/snapshot.ts';
import type { Versions } from '../../core/plan/attribute.ts';
import type { IdentityCenterReader } from '../../ports/identity-center-read.ts';
import type { Journal } from '../../ports/journal.ts';
import type { KnownNames } from './find-sets.ts';
import type { LiveRead } from './live-read.ts';
import type { Ground, GroundQuestion } from './ground.ts';
import type { SetReader } from './set-reader.ts';

export interface SnapshotQuestion extends GroundQuestion {
  /** `changes` asks what the files since the last complete apply differ in; `everything`, what is live. */
  readonly about: 'changes' | 'everything';
  /** Why every pair is read, whatever it costs; null where the cheapest way that answers will do. */
  readonly whyComplete: string | null;
  /** False where the files are all the same: then likely nothing is touched, and no name is needed. */
  readonly filesDiffer: boolean;
  /** What sso-admin allows this account a second. */
  readonly requestsPerSecond: number;
  /** Names of permission sets that an earlier run saw. */
  readonly knownNames: () => Promise<KnownNames>;
}

/** Everything but live sets, resolved: what the files ask for, and so what must be read. */
export type Resolve = (ground: Ground) => Promise<ResolvedGround>;

export interface ResolvedGround {
  readonly versions: Versions;
  readonly directory: Snapshot['directory'];
}

/** What was read of live sets, and how. */
export interface Read {
  readonly live: LiveRead;
  readonly reading: Reading;
}

/** What every way of reading uses. */
export interface ReadTools {
  readonly identityCenter: IdentityCenterReader;
  readonly reader: SetReader;
  readonly journal: Journal;
  /** Told what will be read and what it will take, before it is. */
  readonly onReading: (reading: Reading) => void;
}
