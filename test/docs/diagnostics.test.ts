import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { expect, it } from 'vitest';
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
