import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

// Workers and the programs they start compile what is unchanged once.
process.env['NODE_COMPILE_CACHE'] ??= fileURLToPath(
  new URL('../node_modules/.cache/compiled', import.meta.url),
);

/** Leave traces in the process, or must find none: what it trusts over TLS, for one. */
const alone = ['test/adapters/graph/sign-in.test.ts'];

export default defineConfig({
  root: fileURLToPath(new URL('..', import.meta.url)),
  // Below that, one warning for every file of GitHub's parser: its package names source maps it lacks.
  logLevel: 'error',
  test: {
    // GitHub's parser imports JSON without an import attribute, which plain Node refuses.
    server: { deps: { inline: [/@actions\/workflow-parser/] } },
    // Stories wait for servers about half of their time: on two cores vitest would use one.
    maxWorkers: 3,
    passWithNoTests: false,
    allowOnly: false,
    testTimeout: 30_000,
    setupFiles: ['test/scenarios/harness/begin-file.ts'],
    // Loading the program anew for each file would take a fifth of the time.
    projects: [
      {
        extends: true,
        test: { name: 'together', isolate: false, include: ['test/**/*.test.ts'], exclude: alone },
      },
      { extends: true, test: { name: 'alone', include: alone } },
    ],
    coverage: { include: ['src/**/*.ts'], reportsDirectory: '.reports/coverage' },
  },
});
