import { execFileSync, spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { version } from '../../src/inputs/version.ts';
import { packRelease } from '../../src/build/pack-release.ts';

const root = fileURLToPath(new URL('../../', import.meta.url));
const name = 'identity-center-reconciler';

let place = '';
let packed = '';
beforeAll(() => {
  place = mkdtempSync(join(tmpdir(), 'pack-release-'));
  packed = packRelease(root, join(place, 'out'));
});
afterAll(() => rmSync(place, { recursive: true, force: true }));

/** The Nodes to be tried: this one, and the machine's own where that is too old. */
const otherNode = (process.env['PATH'] ?? '')
  .split(delimiter)
  .filter((folder) => !folder.includes('node_modules'))
  .map((folder) => ({ folder, version: versionIn(folder) }))
  .find(({ version: found }) => found !== null && Number(found.split('.')[0]) < 22);

function versionIn(folder: string): string | null {
  const { status, stdout } = spawnSync(join(folder, 'node'), ['--version'], { encoding: 'utf8' });
  return status === 0 ? stdout.trim().replace('v', '') : null;
}

/** `npx` in an empty folder with an empty cache, where no registry answers. */
function npx(nodeFolder: string, ...args: readonly string[]) {
  const work = mkdtempSync(join(place, 'work-'));
  for (const folder of ['empty', 'home', 'cache']) mkdirSync(join(work, folder));
  const { status, stdout, stderr } = spawnSync('npx', ['--yes', ...args], {
    cwd: join(work, 'empty'),
    encoding: 'utf8',
    timeout: 60_000,
    env: {
      PATH: [nodeFolder, process.env['PATH']].join(delimiter),
      HOME: join(work, 'home'),
      npm_config_cache: join(work, 'cache'),
      npm_config_offline: 'true',
      npm_config_registry: 'http://127.0.0.1:9/',
      npm_config_update_notifier: 'false',
    },
  });
  return { status, stdout, stderr, left: readdirSync(join(work, 'empty')) };
}

describe('a release', () => {
  it('holds the program and what to read, and nothing that would be fetched or run', () => {
    const list = execFileSync('tar', ['-tzf', packed], { encoding: 'utf8' }).trim().split('\n');
    for (const file of ['dist/cli.js', 'dist/index.js', 'action.yml', 'LICENSE', 'CHANGELOG.md'])
      expect(list).toContain(`package/${file}`);
    const shown = list.filter((file) => !/^package\/(dist|docs)\//.test(file));
    expect(shown.toSorted()).toEqual(
      ['CHANGELOG.md', 'LICENSE', 'README.md', 'SECURITY.md', 'action.yml', 'package.json'].map(
        (file) => `package/${file}`,
      ),
    );
    const manifest = execFileSync('tar', ['-xzOf', packed, 'package/package.json'], {
      encoding: 'utf8',
    });
    expect(Object.keys(JSON.parse(manifest) as object).toSorted()).toEqual(
      ['name', 'version', 'description', 'license', 'type', 'bin', 'engines', 'files'].toSorted(),
    );
    expect(packed).toBe(join(place, 'out', `${name}-${version}.tgz`));
  });

  it('runs by npx from the file, without a network', () => {
    const told = npx(dirname(process.execPath), '--package', packed, name, '--help');
    expect(told).toMatchObject({ status: 0, left: [] });
    expect(told.stdout).toContain(`Usage: ${name} <mode>`);
  });

  it('runs by npx from a clone in which nothing is installed, without a network', () => {
    const clone = join(place, 'clone');
    for (const file of ['dist', 'package.json', '.npmrc', 'src/build/link-node.mjs'])
      cpSync(join(root, file), join(clone, file), { recursive: true });
    const told = npx(dirname(process.execPath), clone, '--help');
    expect(told).toMatchObject({ status: 0, left: [] });
    expect(told.stdout).toContain(`Usage: ${name} <mode>`);
    expect(readdirSync(clone)).not.toContain('node_modules');
  });

  it.skipIf(otherNode === undefined)('says which Node it needs where npx runs an older one', () => {
    const told = npx(otherNode?.folder ?? '', '--package', packed, name, '--help');
    expect(told.status).toBe(1);
    expect(told.stderr).toContain(`${name} needs Node 22`);
  });
});
