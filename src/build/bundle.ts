import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import * as esbuild from 'esbuild';

/** The Action and the command line; what both need is one third file, so that it is committed once. */
const entries = { index: 'src/main.ts', cli: 'src/cli.ts' };

/** Bundles into dist/, readable and with source maps, and tells what went in. */
export async function bundle(root: string, outdir: string): Promise<esbuild.Metafile> {
  const missing = Object.values(entries).filter((path) => !existsSync(`${root}${path}`));
  if (missing.length > 0) throw new Error(`there is no ${missing.join(' and no ')} to build from`);

  const { metafile } = await esbuild.build({
    absWorkingDir: root,
    entryPoints: entries,
    outdir,
    bundle: true,
    splitting: true,
    // Without a hash: the same three names in every build. A second shared chunk fails the build.
    chunkNames: 'shared',
    plugins: [inlineDynamicImports],
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
  return metafile;
}

/**
 * With splitting on, esbuild makes a chunk of every `import()`, and the AWS SDK has two dozen for
 * its credential sources. Lazy chunks gain nothing measurable at start-up, so each becomes the lazy
 * require that esbuild itself writes when splitting is off.
 */
const inlineDynamicImports: esbuild.Plugin = {
  name: 'inline-dynamic-imports',
  setup(build) {
    build.onLoad({ filter: /[\\/]node_modules[\\/].*\.m?js$/ }, async ({ path }) => {
      const source = await readFile(path, 'utf8');
      const contents = source.replaceAll(
        /\bimport\((["'][^"']+["'])\)/g,
        'Promise.resolve().then(() => require($1))',
      );
      return contents === source ? undefined : { contents, loader: 'js' };
    });
  },
};
