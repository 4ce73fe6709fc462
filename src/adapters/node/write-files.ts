import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/**
 * Writes a run's files into a new directory of their own, below RUNNER_TEMP or the system's: a plan may
 * name people, so nobody else on the machine reads it. Answers the path of each.
 */
export function writeFiles<Name extends string>(
  files: Readonly<Record<Name, string>>,
  temporary: string | null,
): Readonly<Record<Name, string>> {
  const directory = mkdtempSync(join(temporary ?? tmpdir(), 'identity-center-reconciler-'));
  const paths: Record<Name, string> = { ...files };
  for (const name in files) {
    const path = join(directory, name);
    writeFileSync(path, files[name], { encoding: 'utf8', mode: 0o600 });
    paths[name] = path;
  }
  return paths;
}
