/** `npm run check:dist`: what is committed in dist/ is what the sources build, byte for byte. */
import { execFileSync } from 'node:child_process';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { buildDist } from './build.ts';

const root = fileURLToPath(new URL('../../', import.meta.url));

function git(...args: string[]): string[] {
  const output = execFileSync('git', args, { cwd: root, encoding: 'utf8' });
  return output.split('\n').filter((line) => line !== '');
}

async function problems(): Promise<string[]> {
  if (git('ls-files', '--', 'dist/index.js').length === 0)
    return ['dist/index.js is not committed'];
  rmSync(`${root}dist`, { recursive: true, force: true });
  await buildDist(root);
  // Changed, deleted and untracked files alike; the two letters before a path say which.
  return git('status', '--porcelain', '--untracked-files=all', '--ignored', '--', 'dist');
}

const found = await problems().catch((error: unknown) => [
  `it could not be built and compared: ${error instanceof Error ? error.message : String(error)}`,
]);
mkdirSync(`${root}.reports`, { recursive: true });
writeFileSync(`${root}.reports/dist.json`, `${JSON.stringify({ dist: found.length === 0 })}\n`);

if (found.length === 0) {
  process.stdout.write('✓ dist\n');
} else {
  process.stdout.write(
    `✗ dist is not what the sources build; run \`npm run build\` and commit dist/\n  ${found.join('\n  ')}\n`,
  );
  process.exitCode = 1;
}
