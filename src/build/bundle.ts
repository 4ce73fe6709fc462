import { chmodSync, writeFileSync } from 'node:fs';
import * as esbuild from 'esbuild';

/** One file for everything, so that what both entries need is committed once. */
const program = 'src/program.ts';

/** What the runner and a shell start: no more than a call into the program. */
const launchers = {
  'index.js': "import { runAction } from './program.js';\n\nawait runAction();\n",
  'cli.js': `#!/usr/bin/env node
const [major, minor] = process.versions.node.split('.').map(Number);
if (major < 22 || (major === 22 && minor < 22)) {
  process.stderr.write(
    \`identity-center-reconciler needs Node 22.22 or newer; this is \${process.version}\\n\`,
  );
  process.exit(1);
}
// Imported only now: an older Node would end in an error that says nothing.
const { runCommand } = await import('./program.js');

await runCommand();
`,
};

/** Bundles into dist/, readable and with a source map, and tells what went in. */
export async function bundle(root: string, outdir: string): Promise<esbuild.Metafile> {
  const { metafile } = await esbuild.build({
    absWorkingDir: root,
    entryPoints: [program],
    outfile: `${outdir}/program.js`,
    bundle: true,
    platform: 'node',
    target: 'node24',
    format: 'esm',
    mainFields: ['module', 'main'],
    charset: 'utf8',
    legalComments: 'none',
    minify: false,
    metafile: true,
    sourcemap: 'linked',
    sourcesContent: false,
    logLevel: 'warning',
    // CommonJS packages inside an ES module still call require for node's own modules.
    banner: {
      js: "import { createRequire as __createRequire } from 'node:module'; const require = __createRequire(import.meta.url);",
    },
    // Not in the banner: a bundled package may declare __dirname itself, at top level.
    define: { __dirname: 'import.meta.dirname', __filename: 'import.meta.filename' },
  });
  for (const [name, text] of Object.entries(launchers)) writeFileSync(`${outdir}/${name}`, text);
  chmodSync(`${outdir}/cli.js`, 0o755);
  return metafile;
}
