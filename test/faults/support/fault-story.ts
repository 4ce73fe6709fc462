import type { KnobOverrides } from '../../../src/simulator/aws/knobs.ts';
import type { WorldSeed } from '../../../src/simulator/aws/world/world-seed.ts';

/** By path below `access/`; null deletes one. */
export type Files = Readonly<Record<string, string | null>>;

/** An organization, and the change of its files that is planned and applied while something fails. */
export interface FaultStory {
  /** As in "while <name>". */
  readonly name: string;
  readonly organization: WorldSeed;
  readonly knobs?: KnobOverrides;
  /** The organization is as these say. */
  readonly base: Readonly<Record<string, string>>;
  readonly change: Files;
  /** Between the merge and its apply. */
  readonly days?: number;
  /** Who holds what afterwards: `group or user, set, account`. */
  readonly holders: readonly string[];
}
