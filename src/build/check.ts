/**
 * `npm test`: every check, each to its end, so that one run shows all that is wrong.
 * What it found is also left in .reports/, where summary.mjs counts it.
 */
import { spawnSync } from 'node:child_process';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../../', import.meta.url));

const vitest =
  'npm run --silent vitest -- --reporter=default --reporter=json --outputFile.json=.reports/vitest.json';

const checks = {
  format: 'npm run --silent format:check',
  lint: 'npm run --silent lint',
  types: 'npm run --silent types',
  vitest,
};

rmSync(`${root}.reports`, { recursive: true, force: true });
mkdirSync(`${root}.reports`);

const results: Record<string, boolean> = {};
for (const [name, command] of Object.entries(checks)) {
  process.stdout.write(`\n▸ ${name}\n`);
  results[name] = spawnSync(command, { cwd: root, stdio: 'inherit', shell: true }).status === 0;
}
writeFileSync(`${root}.reports/checks.json`, `${JSON.stringify(results, null, 2)}\n`);

process.stdout.write('\n');
for (const [name, passed] of Object.entries(results)) {
  process.stdout.write(`${passed ? '✓' : '✗'} ${name}\n`);
}
process.exitCode = Object.values(results).every(Boolean) ? 0 : 1;
