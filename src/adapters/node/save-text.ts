import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';

/** Writes a file that somebody at a terminal named, from where they are; answers why not, or null. */
export function saveText(directory: string, path: string, text: string): string | null {
  const file = resolve(directory, path);
  try {
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, text);
    return null;
  } catch (error) {
    return error instanceof Error ? error.message : 'unknown error';
  }
}
