import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import * as esbuild from 'esbuild';

/** One file of a measured job, as dist/ is one: it starts and weighs what the packaged Action does. */
export async function bundleJob(folder: string): Promise<string> {
  const outfile = join(folder, 'measured-job.mjs');
  await esbuild.build({
    entryPoints: [fileURLToPath(new URL('measured-job.ts', import.meta.url))],
    outfile,
    bundle: true,
    platform: 'node',
    target: 'node24',
    format: 'esm',
    mainFields: ['module', 'main'],
    logLevel: 'warning',
    banner: {
      js: "import { createRequire as __createRequire } from 'node:module'; const require = __createRequire(import.meta.url);",
    },
    define: { __dirname: 'import.meta.dirname', __filename: 'import.meta.filename' },
  });
  return outfile;
}
