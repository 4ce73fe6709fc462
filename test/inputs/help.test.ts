import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { commandOptions } from '../../src/inputs/command-options.ts';
import { modePages } from '../../src/inputs/help/mode-pages.ts';
import { modesInOrder, renderHelp } from '../../src/inputs/help/render-help.ts';
import { modes } from '../../src/inputs/mode.ts';
import { version } from '../../src/inputs/version.ts';
import { readArguments } from './read-arguments.ts';

describe('help', () => {
  it('lists every mode, and the version is the package', () => {
    expect(modesInOrder().toSorted()).toEqual([...modes].toSorted());
    for (const mode of modes)
      expect(renderHelp(null)).toContain(`  ${mode} `.padEnd(12) + modePages[mode].summary);
    const manifest = JSON.parse(readFileSync('package.json', 'utf8')) as { version: string };
    expect(version).toBe(manifest.version);
  });

  it('of a mode has exactly the options that the mode knows', () => {
    for (const mode of modes) {
      const known = Object.entries(commandOptions)
        .filter(([, { modes: knownBy }]) => knownBy?.some((one) => one === mode) ?? true)
        .map(([name]) => name);
      const told = [...renderHelp(mode).matchAll(/^ {2}(?:-\w, )?--([a-z-]+)/gm)];
      expect(told.map(([, name]) => name)).toEqual(known);
    }
  });

  it('fits a terminal of 100 columns', () => {
    const lines = [null, ...modes].flatMap((mode) => renderHelp(mode).split('\n'));
    const prose = lines.filter((line) => !line.startsWith('  identity-center-reconciler '));
    expect(prose.filter((line) => line.length > 100)).toEqual([]);
  });

  it.each(modes.flatMap((mode) => modePages[mode].examples.map(({ line }) => [mode, line])))(
    'gives for %s an example that is understood: %s',
    (mode, line) => {
      const { value, diagnostics } = readArguments(line.split(' '), {});
      expect(diagnostics).toEqual([]);
      expect(value?.mode).toBe(mode);
    },
  );
});
