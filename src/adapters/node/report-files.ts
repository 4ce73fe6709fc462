import { randomUUID } from 'node:crypto';
import { mkdir, mkdtemp, open, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { ReportFiles } from '../../ports/report-files.ts';
import { PortError } from '../../ports/port-error.ts';

/** A million characters are few enough for the memory and many enough for a write. */
const BLOCK = 1_000_000;

/** A directory that somebody names, or a new one below another. */
export type ReportPlace =
  | { readonly kind: 'directory'; readonly directory: string }
  | { readonly kind: 'new'; readonly below: string };

/** Each file takes its name only when it is whole; a link of that name is replaced, never followed. */
export function createReportFiles(
  place: ReportPlace,
  hide: (text: string) => string = (text) => text,
): ReportFiles {
  return {
    write: async (files) => {
      try {
        const directory = await prepare(place);
        for (const [name, pieces] of files) await writeFile(directory, name, pieces, hide);
        return directory;
      } catch (error) {
        const where = place.kind === 'new' ? place.below : place.directory;
        const reason = error instanceof Error ? error.message : String(error);
        throw new PortError('unavailable', 'write report', `${where}: ${reason}`, {
          help: 'name a directory that can be written to',
          cause: error,
        });
      }
    },
  };
}

async function prepare(place: ReportPlace): Promise<string> {
  if (place.kind === 'new') return mkdtemp(join(place.below, 'access-report-'));
  await mkdir(place.directory, { recursive: true, mode: 0o700 });
  return place.directory;
}

async function writeFile(
  directory: string,
  name: string,
  pieces: Iterable<string>,
  hide: (text: string) => string,
): Promise<void> {
  const beside = join(directory, `.${name}.${randomUUID()}`);
  try {
    const file = await open(beside, 'wx', 0o600);
    try {
      for (const block of blocksOf(pieces)) await file.write(hide(block));
    } finally {
      await file.close();
    }
    await rename(beside, join(directory, name));
  } finally {
    await rm(beside, { force: true });
  }
}

function* blocksOf(pieces: Iterable<string>): Generator<string> {
  let block = '';
  for (const piece of pieces) {
    block += piece;
    if (block.length < BLOCK) continue;
    yield block;
    block = '';
  }
  yield block;
}
