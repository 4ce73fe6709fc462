import { open } from 'node:fs/promises';
import { resolve } from 'node:path';
import { PortError } from '../../ports/port-error.ts';
import type { StateFileReader } from '../../ports/state-file-read.ts';

/** States of ten thousands of resources are of this size. */
const MOST_BYTES = 256 * 1024 * 1024;

/** Paths count from where the command runs. */
export function createStateFileReader(directory: string): StateFileReader {
  return {
    async read(path) {
      const file = await open(resolve(directory, path)).catch((error: unknown) => {
        throw unreadable(path, error);
      });
      try {
        const { size } = await file.stat();
        if (size > MOST_BYTES) throw unreadable(path, new Error(`it has ${size} bytes`));
        return await file.readFile('utf8');
      } catch (error) {
        throw error instanceof PortError ? error : unreadable(path, error);
      } finally {
        await file.close();
      }
    },
  };
}

function unreadable(path: string, error: unknown): PortError {
  const why = error instanceof Error ? error.message : 'unknown error';
  return new PortError('not-found', 'read files', `"${path}" cannot be read: ${why}`, {
    help: 'name the file that "terraform state pull" wrote',
    cause: error,
  });
}
