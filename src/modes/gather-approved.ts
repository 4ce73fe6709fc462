import type { BuiltPlan } from '../core/plan/build-plan.ts';
import type { GatheredPlan, GatherTask } from '../effects/gather-plan.ts';

/** How widely a plan that is to be applied is read. */
export type Way = Pick<GatherTask, 'about' | 'read'>;

export const everything: Way = { about: 'everything', read: 'complete' };

export interface BuiltFrom {
  readonly gathered: GatheredPlan;
  readonly built: BuiltPlan;
}

/**
 * Reads as widely as the run did that printed the digest: what was held shows with the change alone, drift
 * with everything. Nobody says which it was, so ever wider readings are tried; the widest where none fits.
 */
export async function gatherApproved(
  digest: string,
  ways: readonly Way[],
  make: (way: Way) => Promise<BuiltFrom>,
): Promise<BuiltFrom> {
  let widest: BuiltFrom | null = null;
  for (const way of ways) {
    if (way.read === 'complete' && widest !== null && isComplete(widest)) break;
    const made = await make(way);
    if (made.built.plan.digest === digest) return made;
    if (widest === null || !isComplete(widest)) widest = made;
  }
  return widest ?? make(everything);
}

function isComplete({ gathered }: BuiltFrom): boolean {
  return gathered.snapshot.reading.strategy === 'complete';
}
