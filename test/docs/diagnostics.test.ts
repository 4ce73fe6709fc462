import { existsSync, globSync, readFileSync, writeFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { catalog } from '../../src/core/diagnostics/catalog.ts';
import { diagnosticsPage } from './diagnostics-page.ts';

const page = 'docs/diagnostics.md';

/** `UPDATE_EXPECTED=1 npm run vitest -- test/docs` writes the page anew. */
it('has a page that says of every diagnostic code what it means and what to do', () => {
  const text = diagnosticsPage();
  if (process.env['UPDATE_EXPECTED'] === '1') writeFileSync(page, text);
  expect(existsSync(page), `${page} is missing; UPDATE_EXPECTED=1 writes it`).toBe(true);
  expect(readFileSync(page, 'utf8')).toBe(text);
  const headings = [...text.matchAll(/^### (.+)$/gm)].map(([, code = '']) => code);
  expect(headings.toSorted()).toEqual(Object.keys(catalog).toSorted());
});

describe('each code', () => {
  it('says in whole sentences what it means and what to do', () => {
    const sentence = /^[A-Z"`][^]{10,}\.$/;
    const poor = Object.entries(catalog).filter(
      ([, { meaning, remedy }]) => !sentence.test(meaning) || !sentence.test(remedy),
    );
    expect(poor).toEqual([]);
  });

  it('is told by some part of the program', () => {
    const told = globSync('src/**/*.ts', { exclude: ['src/core/diagnostics/*-codes.ts'] })
      .map((file) => readFileSync(file, 'utf8'))
      .join('\n');
    expect(Object.keys(catalog).filter((code) => !told.includes(`'${code}'`))).toEqual([]);
  });
});
