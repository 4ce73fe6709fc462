// Plain JavaScript, because it runs before anything is installed: on the machine's own Node 20.
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { linkNode } from './link-node.mjs';

/**
 * Compares contents, not times: a checkout gives the lockfile a new time without changing it.
 * @param {string} lockfile text of package-lock.json
 * @param {string | undefined} installed text of npm's own record, node_modules/.package-lock.json
 */
export function isInstalled(lockfile, installed) {
  if (installed === undefined) return false;
  const wanted = packagesOf(lockfile);
  const present = packagesOf(installed);
  return (
    Object.entries(wanted).every(
      ([path, entry]) =>
        path === '' ||
        (present[path]?.version ?? (entry.optional && entry.version)) === entry.version,
    ) && Object.keys(present).every((path) => path in wanted)
  );
}

/**
 * @param {string} text
 * @returns {Record<string, { version?: string, optional?: boolean }>}
 */
function packagesOf(text) {
  return JSON.parse(text).packages ?? {};
}

/** @param {string} root */
function install(root) {
  process.stderr.write('Installing the locked dependencies (npm ci) …\n');
  const npm = process.env['npm_execpath'];
  const quiet = ['ci', '--no-audit', '--no-fund', '--loglevel=error'];
  const result =
    npm === undefined
      ? spawnSync('npm', quiet, {
          cwd: root,
          stdio: 'inherit',
          shell: process.platform === 'win32',
        })
      : spawnSync(process.execPath, [npm, ...quiet], { cwd: root, stdio: 'inherit' });
  return result.status === 0;
}

/** @param {string} root */
function main(root) {
  const record = `${root}node_modules/.package-lock.json`;
  const installed = existsSync(record) ? readFileSync(record, 'utf8') : undefined;
  if (!isInstalled(readFileSync(`${root}package-lock.json`, 'utf8'), installed) && !install(root)) {
    process.stderr.write('npm ci failed; its own message is above.\n');
    return 1;
  }
  // The scripts run on the Node 24 among the dependencies; where npm has no such package for the
  // platform, the Node that runs this must be able to read TypeScript itself.
  if (!linkNode(root) && Number.parseInt(process.versions.node, 10) < 24) {
    process.stderr.write(
      `This needs Node 24, and there is no packaged one for ${process.platform} ${process.arch}: install Node 24 (see .node-version).\n`,
    );
    return 1;
  }
  return 0;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  process.exitCode = main(fileURLToPath(new URL('../../', import.meta.url)));
}
