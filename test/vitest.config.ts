import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

export default defineConfig({
  root: fileURLToPath(new URL('..', import.meta.url)),
  // Below that, one warning for every file of GitHub's parser: its package names source maps it lacks.
  logLevel: 'error',
  test: {
    include: ['test/**/*.test.ts'],
    // GitHub's parser imports JSON without an import attribute, which plain Node refuses.
    server: { deps: { inline: [/@actions\/workflow-parser/] } },
    // Stories wait for servers about half of their time: on two cores vitest would use one.
    maxWorkers: 3,
    passWithNoTests: false,
    allowOnly: false,
    testTimeout: 30_000,
    coverage: { include: ['src/**/*.ts'], reportsDirectory: '.reports/coverage' },
  },
});
