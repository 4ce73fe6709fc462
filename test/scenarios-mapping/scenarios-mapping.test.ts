import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { mappingCodes } from '../../src/core/diagnostics/mapping-codes.ts';
import { loadMapping } from '../../src/core/mapping/load-mapping.ts';
import { diagnosticText } from '../../src/report/diagnostic-text.ts';
import { readScenario } from '../core/mapping/support/read-scenario.ts';

const root = new URL('.', import.meta.url).pathname;
const stories = readdirSync(root, { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .map((entry) => entry.name);

describe('what an author reads about a mistake', () => {
  it.each(stories)('%s', (story) => {
    const { diagnostics } = loadMapping(readScenario(root + story));
    const text = diagnostics.map((diagnostic) => `${diagnosticText(diagnostic)}\n`).join('\n');
    const file = `${root}${story}/diagnostics.txt`;
    if (process.env['UPDATE_EXPECTED'] === '1') writeFileSync(file, text);
    expect(existsSync(file), `${file} is missing; UPDATE_EXPECTED=1 writes it`).toBe(true);
    expect(text).toBe(readFileSync(file, 'utf8'));
  });

  it('shows every code in some story', () => {
    const expected = stories.map((story) =>
      readFileSync(`${root}${story}/diagnostics.txt`, 'utf8'),
    );
    const shown = new Set(
      expected.flatMap((text) =>
        [...text.matchAll(/^(?:\S.*)?\b(?:error|warning|info) ([a-z0-9-]+)$/gm)].map(
          ([, code]) => code,
        ),
      ),
    );
    expect(Object.keys(mappingCodes).filter((code) => !shown.has(code))).toEqual([]);
  });
});
