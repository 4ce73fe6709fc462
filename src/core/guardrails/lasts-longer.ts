import type { Declared } from '../desired/desired-state.ts';

/** True where something ends later than it did before, or never. */
export function lastsLonger({ expires }: Declared, before: Declared): boolean {
  return before.expires !== null && (expires === null || expires > before.expires);
}
