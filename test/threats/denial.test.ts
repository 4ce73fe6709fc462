import { describe, expect, it } from 'vitest';
import { loadMapping } from '../../src/core/mapping/load-mapping.ts';
import { renderDiagnosticsText } from '../../src/report/render-diagnostics-text.ts';
import { files, Place } from '../action/place.ts';
import { sourceOf } from '../core/mapping/support/source-of.ts';

const long = 100_000;

function codesOf(source: Readonly<Record<string, string>>): readonly string[] {
  const { diagnostics } = loadMapping(sourceOf({ ...files, ...source }));
  // Whatever is in the files, what is said of them stays short.
  expect(renderDiagnosticsText(diagnostics).length).toBeLessThan(20_000);
  return [...new Set(diagnostics.map(({ code }) => code))];
}

const nested = Array.from({ length: 4000 }, (_, at) =>
  at === 0 ? 'a0: &a0 [x]' : `a${at}: &a${at} [*a${at - 1}, *a${at - 1}]`,
).join('\n');

describe('a file made to exhaust whoever reads it is a diagnostic', () => {
  it.each([
    ['brackets that never close', `assignments: ${'['.repeat(20_000)}`, 'invalid-yaml'],
    ['brackets that do', `assignments: ${'['.repeat(2000)}${']'.repeat(2000)}`, 'invalid-yaml'],
    ['braces', `assignments: ${'{a: '.repeat(20_000)}`, 'invalid-yaml'],
    ['lists in lists', `${'- '.repeat(20_000)}x`, 'invalid-yaml'],
    ['aliases of aliases', nested, 'too-many-aliases'],
    ['a key of 100,000 characters', `${'k'.repeat(long)}: 1`, 'invalid-yaml'],
  ])('of %s', (_, text, code) => {
    expect(codesOf({ 'access/z.yaml': text })).toContain(code);
  });

  it.each([
    ['brackets', '['.repeat(long), 'invalid-json'],
    ['objects', '{"a":'.repeat(long), 'invalid-json'],
    ['text', JSON.stringify({ Version: 'x'.repeat(long) }), 'policy-too-large'],
  ])('as is a policy of %s', (_, text, code) => {
    const sets = `permissionSets:
  Other:
    inlinePolicy: p.json
`;
    expect(codesOf({ 'access/sets.yaml': sets, 'access/p.json': text })).toContain(code);
  });
});

describe('a name of 100,000 characters', () => {
  it.each([
    ['group', `groups: ${'g'.repeat(long)}\n    accounts: dev`],
    ['account', `groups: Developers\n    accounts: ${'a'.repeat(long)}`],
    ['account pattern', `groups: Developers\n    accounts: "name:${'*a'.repeat(long / 2)}"`],
    ['reason', `groups: Auditors\n    accounts: dev\n    reason: ${'@team #1 '.repeat(long / 9)}`],
  ])('(of a %s) makes no comment that GitHub refuses, and a plan all the same', async (_, rule) => {
    await using place = await Place.open();
    const pull = place.propose({
      'access/long.yaml': `assignments:\n  - permissionSets: Developer\n    ${rule}\n`,
    });
    const run = await place.plan(pull);
    expect(['blocked', 'changes', 'invalid']).toContain(run.outputs['result']);
    const [comment, ...others] = place.comments(pull, 'plan');
    expect(others).toEqual([]);
    expect(comment?.length).toBeLessThan(20_000);
    expect(run.summary.length).toBeLessThan(20_000);
    expect(place.invalid()).toEqual([]);
  });
});
