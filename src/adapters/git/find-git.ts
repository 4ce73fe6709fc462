import { accessSync, constants, realpathSync } from 'node:fs';
import { delimiter, isAbsolute, join, relative } from 'node:path';

/**
 * The git binary on PATH, by its absolute path. Directories inside the repository are passed over: what
 * was checked out must never be run, and `npm run` and GITHUB_PATH put such directories first.
 */
export function findGit(searchPath: string, repository: string): string | null {
  const names = process.platform === 'win32' ? ['git.exe'] : ['git'];
  for (const directory of searchPath.split(delimiter)) {
    if (!isAbsolute(directory)) continue;
    for (const name of names) {
      const candidate = realFile(join(directory, name));
      if (
        candidate !== null &&
        !isInside(repository, candidate) &&
        !isInside(repository, directory)
      )
        return candidate;
    }
  }
  return null;
}

function realFile(path: string): string | null {
  try {
    accessSync(path, constants.X_OK);
    return realpathSync(path);
  } catch {
    return null;
  }
}

function isInside(directory: string, path: string): boolean {
  const way = relative(directory, path);
  return !isAbsolute(way) && way.split(/[/\\]/, 1)[0] !== '..';
}
