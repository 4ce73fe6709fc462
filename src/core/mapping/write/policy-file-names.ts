/** Names of files that some systems take for devices. */
const devices = /^(?:con|prn|aux|nul|com\d|lpt\d)(?:\.|$)/i;

/**
 * Paths for the policies of permission sets, from the directory of the file that names them:
 * `policies/<name>.json`, safe on every file system, and no two alike in another case.
 */
export function policyFileNames(names: readonly string[]): ReadonlyMap<string, string> {
  const taken = new Set<string>();
  const found = new Map<string, string>();
  for (const name of names) {
    const safe = safeName(name);
    let candidate = safe;
    for (let number = 2; taken.has(candidate.toLowerCase()); number += 1) {
      candidate = `${safe}-${number}`;
    }
    taken.add(candidate.toLowerCase());
    found.set(name, `policies/${candidate}.json`);
  }
  return found;
}

function safeName(name: string): string {
  const plain = name.replaceAll(/[^A-Za-z0-9_.-]/g, '-').replace(/^[.-]+/, '');
  if (plain === '') return 'policy';
  return devices.test(plain) ? `set-${plain}` : plain;
}
