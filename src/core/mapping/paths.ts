/** Repository paths: `/` between names, none at either end; the root is the empty path. */

export function directoryOf(path: string): string {
  const slash = path.lastIndexOf('/');
  return slash === -1 ? '' : path.slice(0, slash);
}

/** True for the directory itself and all below it. */
export function isWithin(directory: string, path: string): boolean {
  return directory === '' || path === directory || path.startsWith(`${directory}/`);
}

/** A path relative to a directory; null where it is absolute or leaves the repository. */
export function resolvePath(from: string, relative: string): string | null {
  if (relative.startsWith('/') || /^[A-Za-z]:[\\/]/.test(relative)) return null;
  const parts = namesIn(from);
  for (const part of namesIn(relative)) {
    if (part !== '..') parts.push(part);
    else if (parts.pop() === undefined) return null;
  }
  return parts.join('/');
}

/** The same place in one spelling: no `.`, no doubled or trailing `/`. */
export function normalPath(path: string): string {
  return namesIn(path).join('/');
}

/** How a file in `from` would name `target`. */
export function relativePath(from: string, target: string): string {
  const [here, there] = [namesIn(from), namesIn(target)];
  let shared = 0;
  while (shared < here.length && here[shared] === there[shared]) shared += 1;
  return [...here.slice(shared).map(() => '..'), ...there.slice(shared)].join('/');
}

function namesIn(path: string): string[] {
  return path.split('/').filter((part) => part !== '' && part !== '.');
}
