import { writeFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { modePages } from '../../src/inputs/help/mode-pages.ts';
import { modesInOrder, renderHelp } from '../../src/inputs/help/render-help.ts';
import { isMode } from '../../src/inputs/mode.ts';
import { version } from '../../src/inputs/version.ts';
import { readArguments } from '../inputs/read-arguments.ts';
import { codeBlocks, readPage } from './markdown.ts';

const page = 'docs/command-line.md';
const block = /^```text help ?([a-z]*)\n[^]*?^```$/gm;

function helpOf(word: string): string {
  return renderHelp(isMode(word) ? word : null);
}

describe('the page of the command line', () => {
  /** `UPDATE_EXPECTED=1 npm run vitest -- test/docs` writes the blocks anew. */
  it('shows what --help prints, in general and of every mode', () => {
    const text = readPage(page);
    const written = text.replaceAll(
      block,
      (_, word: string) => `\`\`\`text help${word === '' ? '' : ` ${word}`}\n${helpOf(word)}\`\`\``,
    );
    if (process.env['UPDATE_EXPECTED'] === '1') writeFileSync(page, written);
    expect(readPage(page)).toBe(written);
    const told = [...text.matchAll(block)].map(([, word]) => word);
    expect(told).toEqual(['', ...modesInOrder()]);
  });

  it('has commands that are understood, of this version', () => {
    const lines = codeBlocks(page)
      .filter(({ info }) => info === 'sh')
      .flatMap(({ text }) => text.trim().split('\n'));
    const commands = lines.flatMap((line) => {
      const [, words] = /identity-center-reconciler ([a-z].*)$/.exec(line) ?? [];
      return words === undefined ? [] : [words];
    });
    expect(commands.length).toBeGreaterThan(3);
    for (const words of commands)
      expect(readArguments(words.split(' '), {}).diagnostics).toEqual([]);
    const versions = [...readPage(page).matchAll(/reconciler-(\d+\.\d+\.\d+)\.tgz/g)];
    for (const [, told] of versions) expect(told).toBe(version);
  });
});

it('gives every mode an example, which test/command-line runs', () => {
  for (const { examples } of Object.values(modePages)) expect(examples.length).toBeGreaterThan(0);
});
