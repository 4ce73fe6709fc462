import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { isAllowedLicense } from './licenses.ts';

export interface ShippedPackage {
  readonly name: string;
  readonly version: string;
  readonly license: string | undefined;
  /** Texts of its licence and notice files; some packages ship none. */
  readonly texts: readonly string[];
}

/** The folders of the packages that a bundle's inputs come from, sorted. */
export function packageFolders(inputs: readonly string[]): string[] {
  const folders = inputs.flatMap((input) => {
    const match = /^(.*\bnode_modules\/(?:@[^/]+\/)?[^/]+)\//.exec(input);
    return match?.[1] === undefined ? [] : [match[1]];
  });
  return [...new Set(folders)].toSorted();
}

export function readPackage(folder: string): ShippedPackage {
  const manifest: unknown = JSON.parse(readFileSync(`${folder}/package.json`, 'utf8'));
  const texts = existsSync(folder)
    ? readdirSync(folder)
        .filter((file) => /^(licen[cs]e|copying|notice)/i.test(file))
        .toSorted()
        .map((file) => readFileSync(`${folder}/${file}`, 'utf8').replaceAll('\r\n', '\n').trim())
    : [];
  return {
    name: field(manifest, 'name') ?? folder,
    version: field(manifest, 'version') ?? '',
    license: field(manifest, 'license'),
    texts,
  };
}

/** The text that ships beside the bundle; throws if a package may not be shipped. */
export function thirdPartyNotices(packages: readonly ShippedPackage[]): string {
  const refused = packages.filter(({ license }) => !isAllowedLicense(license));
  if (refused.length > 0) {
    const list = refused.map((each) => `  ${title(each)}: ${each.license ?? 'no licence named'}`);
    throw new Error(
      `these packages may not be shipped in dist/, their licence is not on the list in src/build/licenses.ts:\n${list.join('\n')}`,
    );
  }
  const rule = '-'.repeat(80);
  const sections = new Map(packages.map((each) => [title(each), section(each)]));
  const bodies = [...sections].toSorted(([a], [b]) => compare(a, b)).map(([, body]) => body);
  return [
    'The files in this folder contain code of the following packages.\n',
    ...bodies.map((body) => `${rule}\n${body}\n`),
  ].join('\n');
}

function section(each: ShippedPackage): string {
  const license = each.license ?? '';
  const texts = each.texts.length > 0 ? each.texts : [`SPDX-License-Identifier: ${license}`];
  return [`${title(each)} (${license})`, ...texts].join('\n\n');
}

function title({ name, version }: ShippedPackage): string {
  return `${name} ${version}`;
}

function field(manifest: unknown, key: string): string | undefined {
  if (typeof manifest !== 'object' || manifest === null) return undefined;
  const value: unknown = Reflect.get(manifest, key);
  return typeof value === 'string' ? value : undefined;
}

/** By code unit: the same order whatever the machine's language. */
function compare(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}
