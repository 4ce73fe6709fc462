import { readFileSync } from 'node:fs';

/** The text of GITHUB_EVENT_PATH; null where it cannot be read. */
export function readEventFile(path: string | undefined): string | null {
  if (path === undefined || path === '') return null;
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return null;
  }
}
