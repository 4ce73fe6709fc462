import { randomUUID } from 'node:crypto';
import { constants } from 'node:fs';
import { lstat, mkdir, open, rename, rm, rmdir } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { PortError } from '../../ports/port-error.ts';
import { absent, failedToWrite, refusedToWrite } from './write-problems.ts';

export interface FilePlace {
  /** From the root. */
  readonly path: string;
  readonly text: string;
  readonly isThere: boolean;
}

/** Writes all of these files, in the place of those that are there, or none. */
export async function replaceFiles(root: string, places: readonly FilePlace[]): Promise<void> {
  const made: string[] = [];
  const beside: string[] = [];
  const undo: (() => Promise<unknown>)[] = [];
  try {
    const ready: {
      readonly from: string;
      readonly to: string;
      readonly kept: string | null;
    }[] = [];
    for (const { path, text, isThere } of places) {
      const to = join(root, path);
      await makeDirectories(root, dirname(path), made);
      const mark = randomUUID();
      const from = join(dirname(to), `.${basename(to)}.${mark}`);
      beside.push(from);
      await writeNew(from, text);
      ready.push({ from, to, kept: isThere ? `${from}.old` : null });
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
    throw error instanceof PortError ? error : failedToWrite(error);
  }
}

async function makeDirectories(root: string, path: string, made: string[]): Promise<void> {
  let here = root;
  for (const name of path.split('/').filter((part) => part !== '.')) {
    here = join(here, name);
    const status = await lstat(here).catch(absent);
    if (status !== null && !status.isDirectory())
      throw refusedToWrite(path, `${name} is no directory`);
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
