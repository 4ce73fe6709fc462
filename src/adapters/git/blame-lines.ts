import type { LineHistory } from '../../ports/line-history.ts';
import { PortError } from '../../ports/port-error.ts';
import type { LocalGit } from './local-git.ts';

export interface LineHistoryOptions {
  /** Null without a checkout, or without git. */
  readonly local: Pick<LocalGit, 'blame'> | null;
  /** Asked first, because it knows pull requests and reviews too; null offline. */
  readonly remote: LineHistory | null;
}

/** Who last changed lines: by GitHub, else by the clone at hand. */
export function createLineHistory({ local, remote }: LineHistoryOptions): LineHistory {
  return {
    async changesOf(commit, path) {
      let failure: PortError | null = null;
      try {
        const found = (await remote?.changesOf(commit, path)) ?? null;
        if (found !== null) return found;
      } catch (error) {
        if (!(error instanceof PortError) || error.kind === 'cancelled') throw error;
        failure = error;
      }
      const found = (await local?.blame(commit, path)) ?? null;
      if (found === null && failure !== null) throw failure;
      return found;
    },
  };
}
