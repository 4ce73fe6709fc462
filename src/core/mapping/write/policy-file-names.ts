import { createSafeNames } from './safe-names.ts';

/**
 * Paths for the policies of permission sets, from the directory of the file that names them:
 * `policies/<name>.json`, safe on every file system, and no two alike in another case.
 */
export function policyFileNames(names: readonly string[]): ReadonlyMap<string, string> {
  const nameFor = createSafeNames();
  return new Map(names.map((name) => [name, `policies/${nameFor(name)}.json`]));
}
