import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { driftTitle, renderDriftIssue } from '../../src/report/drift-issue.ts';
import { everyDrift } from './drift-samples.ts';

const place = {
  runUrl: 'https://github.com/acme/access/actions/runs/1',
  repositoryUrl: 'https://github.com/acme/access',
};
const frame = { marker: '<!-- marker -->', record: '<!-- record -->' };

/** `UPDATE_EXPECTED=1` writes it anew; then read it. */
it.each([
  ['drift-issue.md', false],
  ['drift-issue-in-public.md', true],
])(
  'tells every kind of drift so that a person knows what to do: %s',
  (name, isPublicRepository) => {
    const view = { ...everyDrift, ...place, isPublicRepository };
    const text = `${driftTitle(view)}\n\n${renderDriftIssue(view, frame).body}`;
    const file = `test/report/fixtures/${name}`;
    if (process.env['UPDATE_EXPECTED'] === '1') writeFileSync(file, text);
    expect(existsSync(file) ? readFileSync(file, 'utf8') : '').toBe(text);
  },
);
