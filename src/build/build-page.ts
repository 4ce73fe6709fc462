import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import * as esbuild from 'esbuild';

const empty = { policy: '<!--policy-->', style: '<!--style-->', script: '<!--script-->' };

/**
 * The page of an access report in one file, without its data. Nothing in it may be fetched, and
 * nothing runs but this very script: its policy names style and script by their hashes.
 */
export async function buildPage(root: string): Promise<string> {
  const { outputFiles } = await esbuild.build({
    absWorkingDir: root,
    entryPoints: ['src/page/main.ts', 'src/page/page.css'],
    outdir: 'page',
    write: false,
    bundle: true,
    platform: 'browser',
    target: ['chrome120', 'firefox120', 'safari17'],
    format: 'iife',
    charset: 'utf8',
    legalComments: 'none',
    minify: false,
    logLevel: 'warning',
  });
  const textOf = (end: string): string => {
    const file = outputFiles.find(({ path }) => path.endsWith(end));
    if (file === undefined) throw new Error(`esbuild made no ${end} of the page`);
    return `\n${file.text}`;
  };
  const [style, script] = [textOf('.css'), textOf('.js')];
  const policy = [
    "default-src 'none'",
    `style-src ${hashOf(style)}`,
    `script-src ${hashOf(script)}`,
    'img-src data:',
    "base-uri 'none'",
    "form-action 'none'",
  ].join('; ');
  return readFileSync(`${root}src/page/page.html`, 'utf8')
    .replace(
      empty.policy,
      () => `<meta http-equiv="Content-Security-Policy" content="${policy}" />`,
    )
    .replace(empty.style, () => `<style>${style}</style>`)
    .replace(empty.script, () => `<script>${script}</script>`);
}

function hashOf(text: string): string {
  return `'sha256-${createHash('sha256').update(text).digest('base64')}'`;
}
