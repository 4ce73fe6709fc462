import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type WorldSeed, worldSeed } from '../simulator/aws/world/world-seed.ts';

export interface Example {
  /** The repository at its default branch, by path. */
  readonly files: Readonly<Record<string, string>>;
  /** What the pull request edits, by path; null for a file that it deletes. */
  readonly change: Readonly<Record<string, string | null>>;
  /** The simulated organization, already as the files say. */
  readonly organization: WorldSeed;
}

/** Reads a directory of examples/. */
export function readExample(directory: string): Example {
  return {
    files: {
      ...readFolder(directory, 'access'),
      ...readFolder(directory, '.github'),
    },
    change: readFolder(join(directory, 'change'), 'access'),
    organization: worldSeed.parse(
      JSON.parse(readFileSync(join(directory, 'organization.json'), 'utf8')),
    ),
  };
}

/** What a folder holds, by path below `root`. */
export function readFolder(root: string, folder: string): Record<string, string> {
  const entries = readdirSync(join(root, folder), { recursive: true, withFileTypes: true });
  return Object.fromEntries(
    entries
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name))
      .map((path) => [path.slice(root.length + 1), readFileSync(path, 'utf8')]),
  );
}
