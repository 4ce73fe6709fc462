/**
 * Development script: takes the list of IAM actions with their access levels out of iam-floyd
 * (Apache-2.0), which its authors generate from AWS's service authorization reference.
 *   node src/build/extract-actions.ts <unpacked iam-floyd package>
 * Look at the difference before you commit it: what leaves the list is no longer told as gained.
 */
import { createHash } from 'node:crypto';
import { copyFileSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { isAllowedLicense } from './licenses.ts';
import { readPackage } from './notices.ts';

// Of an action that stands under several levels the most telling one counts.
const levels = ['Permissions management', 'Tagging', 'Write', 'Read', 'List'] as const;
type Level = (typeof levels)[number];

const folder = process.argv[2];
if (folder === undefined) throw new Error('say where the unpacked package is');
const { name, version, license } = readPackage(folder);
if (!isAllowedLicense(license)) throw new Error(`${name} is under ${license ?? 'no licence'}`);

/** Service prefix, action, level; later levels of the list do not overwrite earlier ones. */
const services = new Map<string, Map<string, Level>>();
const hash = createHash('sha256');
const statements = join(folder, 'lib/generated/policy-statements');
for (const file of readdirSync(statements).toSorted()) {
  if (!file.endsWith('.js')) continue;
  const text = readFileSync(join(statements, file), 'utf8');
  hash.update(file).update(text);
  const prefix = /this\.servicePrefix = '([a-z0-9-]+)';/.exec(text)?.[1];
  const list = /this\.accessLevelList = (\{[\s\S]*?\n {8}\});/.exec(text)?.[1];
  if (prefix === undefined || list === undefined) throw new Error(`${file} has no list of actions`);
  const actions = services.get(prefix) ?? new Map<string, Level>();
  services.set(prefix, actions);
  for (const level of levels) {
    const named = new RegExp(`^ {12}'?${level}'?: \\[([^\\]]*)\\]`, 'm').exec(list)?.[1] ?? '';
    for (const [, action = ''] of named.matchAll(/'([A-Za-z0-9]+)'/g)) {
      if (!actions.has(action)) actions.set(action, level);
    }
  }
  const quoted = new Set(Array.from(list.matchAll(/^ {16}'([^']+)'/gm), ([, action]) => action));
  const lost = [...quoted].filter((action) => action !== undefined && !actions.has(action));
  if (lost.length > 0) throw new Error(`${file}: ${lost.join(', ')} stand under no known level`);
}

/** `Create|Delete:Bucket,AccessPoint Abort:MultipartUpload`: names that share their verbs, once. */
function packed(actions: readonly string[]): string {
  const verbs = Map.groupBy(actions.toSorted(), (action) => split(action)[1]);
  const nouns = Map.groupBy(verbs, ([, named]) => named.map((each) => split(each)[0]).join('|'));
  return [...nouns]
    .map(([verb, entries]) => `${verb}:${entries.map(([noun]) => noun).join(',')}`)
    .toSorted()
    .join(' ');
}

function split(action: string): readonly [verb: string, rest: string] {
  const found = /^([A-Z][a-z0-9]+)([A-Z].*)$/.exec(action);
  return [found?.[1] ?? '', found?.[2] ?? action];
}

const sorted = [...services].toSorted(([a], [b]) => (a < b ? -1 : 1));
const extracted = {
  source: { package: name, version, license, sha256: hash.digest('hex') },
  services: Object.fromEntries(
    sorted.map(([prefix, actions]) => {
      const byLevel = Map.groupBy(actions.keys(), (action) => actions.get(action));
      const lines = levels.map((level) => [level, packed(byLevel.get(level) ?? [])] as const);
      return [prefix, Object.fromEntries(lines.filter(([, line]) => line !== ''))];
    }),
  ),
};
const target = fileURLToPath(new URL('../core/policy/actions/', import.meta.url));
writeFileSync(`${target}known-actions.json`, `${JSON.stringify(extracted, null, 2)}\n`);
copyFileSync(join(folder, 'LICENSE'), `${target}LICENSE.iam-floyd.txt`);
