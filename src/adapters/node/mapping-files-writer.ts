import { lstat, readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { MappingFilesWriter } from '../../ports/mapping-files-write.ts';
import { PortError } from '../../ports/port-error.ts';
import { replaceFiles } from './replace-files.ts';
import { absent, refusedToWrite, WRITE_ACTION } from './write-problems.ts';

const MOST_ENTRIES = 20_000;

/** Writes below `root` alone; a symbolic link on the way or in a file's place is refused, never followed. */
export function createMappingFilesWriter(root: string): MappingFilesWriter {
  async function list(path: string, found: string[]): Promise<void> {
    const names = await readdir(join(root, path)).catch(absent);
    for (const name of names ?? []) {
      if (name === '.git' || name === 'node_modules') continue;
      const below = path === '' ? name : `${path}/${name}`;
      const status = await lstat(join(root, below)).catch(absent);
      if (status?.isDirectory() === true) await list(below, found);
      else if (status !== null) found.push(below);
      if (found.length > MOST_ENTRIES)
        throw refusedToWrite(path, `holds more than ${MOST_ENTRIES} files`);
    }
  }

  return {
    async existing(directory) {
      const found: string[] = [];
      await list(directory, found);
      return found.toSorted();
    },

    async read(path) {
      if (!(await isFileThere(root, path))) return null;
      return readFile(join(root, path), 'utf8').catch(absent);
    },

    async write(files, { overwrite }) {
      const places = await Promise.all(
        [...files].map(async ([path, text]) => ({
          path,
          text,
          isThere: await isFileThere(root, path),
        })),
      );
      const taken = places.filter(({ isThere }) => isThere).map(({ path }) => path);
      if (taken.length > 0 && !overwrite) {
        throw new PortError(
          'conflict',
          WRITE_ACTION,
          `already there: ${taken.toSorted().join(', ')}`,
        );
      }
      await replaceFiles(root, places);
    },
  };
}

/** Whether a file is there already; rejects where none may be, as it would not be a plain file of this repository. */
async function isFileThere(root: string, path: string): Promise<boolean> {
  const names = path.split('/');
  const isOutside = names.some((name) => name === '' || name === '.' || name === '..');
  if (isOutside || names.some((name) => name.toLowerCase() === '.git' || name.includes('\0'))) {
    throw refusedToWrite(path, 'is no place for a file of this repository');
  }
  let here = root;
  for (const name of names.slice(0, -1)) {
    here = join(here, name);
    const status = await lstat(here).catch(absent);
    if (status === null) return false;
    if (!status.isDirectory())
      throw refusedToWrite(path, `lies behind ${name}, which is no directory`);
  }
  const status = await lstat(join(root, path)).catch(absent);
  if (status === null) return false;
  if (!status.isFile()) throw refusedToWrite(path, 'is there and is no plain file');
  return true;
}
