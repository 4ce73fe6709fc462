import { existsSync, realpathSync } from 'node:fs';
import { dirname, join } from 'node:path';

export interface Repository {
  /** The directory that holds `.git`. */
  readonly root: string;
  readonly gitDirectory: string;
}

/** The repository that holds a directory, as git would find it; null where there is none. */
export function findRepository(directory: string): Repository | null {
  if (!existsSync(directory)) return null;
  for (let at = realpathSync(directory); ; at = dirname(at)) {
    // A file in worktrees and submodules; git follows what it says.
    const gitDirectory = join(at, '.git');
    if (existsSync(gitDirectory)) return { root: at, gitDirectory };
    if (dirname(at) === at) return null;
  }
}
