import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';

const page = readFileSync('docs/explain.md', 'utf8');
// Stories keep the log of a job, where nobody is named; at a terminal the name stands there.
const told = readFileSync('test/scenarios/explain-access/expected/log.txt', 'utf8').replaceAll(
  'this person',
  'ada@fernhill.example',
);
const blocks = [...page.matchAll(/^```text\n([\s\S]*?)^```$/gm)].map(([, text = '']) => text);

it.each(blocks)('the page shows an answer as the story got it: %s', (block) => {
  expect(told).toContain(block);
});

it('shows an answer of each kind', () => {
  expect(blocks).toHaveLength(2);
});
