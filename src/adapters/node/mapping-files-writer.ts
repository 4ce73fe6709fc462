import { randomUUID } from 'node:crypto';
import { constants } from 'node:fs';
import { lstat, mkdir, open, readdir, rename, rm, rmdir } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import type { MappingFilesWriter } from '../../ports/mapping-files-write.ts';
import { PortError } from '../../ports/port-error.ts';

const ACTION = 'write files';
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
      if (found.length > MOST_ENTRIES) throw refused(path, `holds more than ${MOST_ENTRIES} files`);
    }
  }

  /** What is there, where a file is to be; rejects where it would not be a plain file of this repository. */
  async function look(path: string): Promise<'file' | 'nothing'> {
    const names = path.split('/');
    const isOutside = names.some((name) => name === '' || name === '.' || name === '..');
    if (isOutside || names.some((name) => name.toLowerCase() === '.git' || name.includes('\0'))) {
      throw refused(path, 'is no place for a file of this repository');
    }
    let here = root;
    for (const name of names.slice(0, -1)) {
      here = join(here, name);
      const status = await lstat(here).catch(absent);
      if (status === null) return 'nothing';
      if (!status.isDirectory()) throw refused(path, `lies behind ${name}, which is no directory`);
    }
    const status = await lstat(join(root, path)).catch(absent);
    if (status === null) return 'nothing';
    if (!status.isFile()) throw refused(path, 'is there and is no plain file');
    return 'file';
  }

  return {
    async existing(directory) {
      const found: string[] = [];
      await list(directory, found);
      return found.toSorted();
    },

    async write(files, { overwrite }) {
      const places = await Promise.all(
        [...files].map(async ([path, text]) => ({ path, text, there: await look(path) })),
      );
      const taken = places.filter(({ there }) => there === 'file').map(({ path }) => path);
      if (taken.length > 0 && !overwrite) {
        throw new PortError('conflict', ACTION, `already there: ${taken.toSorted().join(', ')}`);
      }
      const made: string[] = [];
      const beside: string[] = [];
      const undo: (() => Promise<unknown>)[] = [];
      try {
        const ready: {
          readonly from: string;
          readonly to: string;
          readonly kept: string | null;
        }[] = [];
        for (const { path, text, there } of places) {
          const to = join(root, path);
          await makeDirectories(root, dirname(path), made);
          const mark = randomUUID();
          const from = join(dirname(to), `.${basename(to)}.${mark}`);
          beside.push(from);
          await writeNew(from, text);
          ready.push({ from, to, kept: there === 'file' ? `${from}.old` : null });
        }
        for (const { from, to, kept } of ready) {
          if (kept !== null) {
            await rename(to, kept);
            undo.unshift(() => rename(kept, to));
          }
          await rename(from, to);
          undo.unshift(() => rm(to, { force: true }));
        }
        for (const { kept } of ready) {
          if (kept !== null) await rm(kept, { force: true }).catch(() => undefined);
        }
      } catch (error) {
        for (const step of undo) await step().catch(() => undefined);
        await Promise.all(beside.map((path) => rm(path, { force: true })));
        for (const path of made.toReversed()) await rmdir(path).catch(() => undefined);
        throw error instanceof PortError ? error : failed(error);
      }
    },
  };
}

async function makeDirectories(root: string, path: string, made: string[]): Promise<void> {
  let here = root;
  for (const name of path.split('/').filter((part) => part !== '.')) {
    here = join(here, name);
    const status = await lstat(here).catch(absent);
    if (status !== null && !status.isDirectory()) throw refused(path, `${name} is no directory`);
    if (status !== null) continue;
    await mkdir(here);
    made.push(here);
  }
}

async function writeNew(path: string, text: string): Promise<void> {
  const file = await open(
    path,
    constants.O_WRONLY | constants.O_CREAT | constants.O_EXCL | constants.O_NOFOLLOW,
    0o644,
  );
  try {
    await file.writeFile(text, 'utf8');
  } finally {
    await file.close();
  }
}

function absent(error: unknown): null {
  const code = error instanceof Error && 'code' in error ? error.code : null;
  if (code === 'ENOENT' || code === 'ENOTDIR') return null;
  throw failed(error);
}

function refused(path: string, why: string): PortError {
  return new PortError('invalid', ACTION, `nothing was written: "${path}" ${why}`, {
    help: 'choose another config directory, or move that out of the way',
  });
}

function failed(error: unknown): PortError {
  const why = error instanceof Error ? error.message : 'unknown error';
  return new PortError('unavailable', ACTION, `nothing was written: ${why}`, {
    help: 'look at the permissions of the directory',
    cause: error,
  });
}
