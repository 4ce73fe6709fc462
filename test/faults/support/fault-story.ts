import type { KnobOverrides } from '../../../src/simulator/aws/knobs.ts';
import type { OrganizationConsole } from '../../../src/simulator/aws/world/console/organization-console.ts';
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
  /** What somebody did by hand since, which CloudTrail tells. */
  readonly byHand?: (console: OrganizationConsole) => void;
  /** Where the role is that plans; the management account if omitted. */
  readonly planAccount?: string;
  /** Between the merge and its apply. */
  readonly days?: number;
  /** Who holds what afterwards: `group or user, set, account`. */
  readonly holders: readonly string[];
}

/** The same at so low a rate that only what the change touches is read, and groups instead of every pair. */
export function narrowly(story: FaultStory): FaultStory {
  return {
    ...story,
    name: `${story.name}, at a low rate`,
    base: atLowRate(story.base),
    change: atLowRate(story.change),
  };
}

function atLowRate<Text extends string | null>(
  files: Readonly<Record<string, Text>>,
): Readonly<Record<string, Text>> {
  return Object.fromEntries(
    Object.entries(files).map(([path, text]) => [
      path,
      text?.replace('requestsPerSecond: 1000', 'requestsPerSecond: 1') as Text,
    ]),
  );
}
