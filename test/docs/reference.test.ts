import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { referencePage } from './reference-page.ts';

const page = 'docs/mapping-reference.md';

/** `UPDATE_EXPECTED=1 npm run vitest -- test/docs` writes the page anew. */
it('has a page that says of every key of mapping files what it takes', () => {
  const text = referencePage();
  if (process.env['UPDATE_EXPECTED'] === '1') writeFileSync(page, text);
  expect(existsSync(page), `${page} is missing; UPDATE_EXPECTED=1 writes it`).toBe(true);
  expect(readFileSync(page, 'utf8')).toBe(text);
});
