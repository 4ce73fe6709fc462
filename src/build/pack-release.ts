/** `node src/build/pack-release.ts <directory>`: a release as one file that npx runs, without anything to fetch. */
import { execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import * as z from 'zod';

/** What somebody gets: the program, as it is committed, and what they may want to read. */
const contents = [
  'dist',
  'docs',
  'action.yml',
  'CHANGELOG.md',
  'LICENSE',
  'README.md',
  'SECURITY.md',
];

const manifest = z.object({
  name: z.string(),
  version: z.string(),
  description: z.string(),
  license: z.string(),
  type: z.literal('module'),
  bin: z.record(z.string(), z.string()),
  engines: z.object({ node: z.string() }),
});

/**
 * Packs the committed bundle into `directory` and answers the path. The package has no dependencies,
 * because all are in the bundle, and no scripts, which would run on whoever installs it.
 */
export function packRelease(root: string, directory: string): string {
  const folder = mkdtempSync(join(tmpdir(), 'release-'));
  try {
    for (const name of contents) cpSync(join(root, name), join(folder, name), { recursive: true });
    const own = manifest.parse(JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')));
    const packed = { ...own, files: contents };
    writeFileSync(join(folder, 'package.json'), `${JSON.stringify(packed, null, 2)}\n`);
    mkdirSync(directory, { recursive: true });
    const args = ['pack', '--ignore-scripts', '--silent', '--pack-destination', resolve(directory)];
    const name = execFileSync('npm', args, { cwd: folder, encoding: 'utf8' }).trim();
    return join(resolve(directory), name);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const root = fileURLToPath(new URL('../../', import.meta.url));
  process.stdout.write(`${packRelease(root, process.argv[2] ?? '.')}\n`);
}
