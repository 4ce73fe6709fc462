// Prints `N passed, N failed` from what `npm test` and `npm run check:dist` left in .reports/.
// Plain JavaScript, because it must count also when nothing could be installed.
import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/** One each, beside the tests themselves. A check that left no result did not pass. */
export const countedChecks = ['format', 'lint', 'types', 'dist'];

/**
 * @typedef {{ numPassedTests?: number, numFailedTests?: number, numTotalTests?: number }} VitestReport
 * @param {Record<string, boolean>} checks
 * @param {VitestReport | undefined} vitest
 */
export function summarize(checks, vitest) {
  const good = countedChecks.filter((name) => checks[name] === true).length;
  const tests = { passed: vitest?.numPassedTests ?? 0, failed: vitest?.numFailedTests ?? 0 };
  // A crash, a file that does not load, an unhandled rejection: red without a red test.
  const crashed = tests.failed === 0 && (checks['vitest'] !== true || tests.passed === 0);
  return {
    passed: good + tests.passed,
    failed: countedChecks.length - good + tests.failed + (crashed ? 1 : 0),
  };
}

/** @param {string} path */
function readJson(path) {
  if (!existsSync(path)) return undefined;
  try {
    return JSON.parse(readFileSync(path, 'utf8'));
  } catch {
    return undefined;
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const reports = fileURLToPath(new URL('../../.reports/', import.meta.url));
  const checks = { ...readJson(`${reports}checks.json`), ...readJson(`${reports}dist.json`) };
  const { passed, failed } = summarize(checks, readJson(`${reports}vitest.json`));
  process.stdout.write(`${passed} passed, ${failed} failed\n`);
  process.exitCode = failed === 0 ? 0 : 1;
}
