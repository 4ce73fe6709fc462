import { readFileSync } from 'node:fs';
import * as z from 'zod';
import type { ShippedPackage } from './notices.ts';

const carried = z.object({
  source: z.object({ package: z.string(), version: z.string(), license: z.string() }),
});

const folder = 'src/core/policy/actions/';

/** Data of others that stands among our sources, and ships with the terms it came under. */
export function carriedData(root: string): ShippedPackage[] {
  const text = readFileSync(`${root}${folder}known-actions.json`, 'utf8');
  const { source } = carried.parse(JSON.parse(text));
  const license = readFileSync(`${root}${folder}LICENSE.iam-floyd.txt`, 'utf8');
  const changed =
    'The list of IAM actions and their access levels was taken out of this package and written more compactly.';
  return [
    {
      name: source.package,
      version: source.version,
      license: source.license,
      texts: [changed, license.replaceAll('\r\n', '\n').trim()],
    },
  ];
}
