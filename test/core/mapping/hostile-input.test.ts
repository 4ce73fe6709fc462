import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { stringify } from 'yaml';
import { loadMapping } from '../../../src/core/mapping/load-mapping.ts';
import { diagnosticText } from '../../../src/report/diagnostic-text.ts';
import { oneFile, settings, sourceOf } from './support/source-of.ts';

/** An eighth of what one file may have: enough for what grows faster than its input to show. */
const SIZE = 128 * 1024;

/** Loads and renders, as a run would; gives the milliseconds of work, whatever else the machine does. */
function load(yaml: string | Uint8Array): number {
  const started = process.cpuUsage();
  const { diagnostics } = loadMapping(
    sourceOf({ 'access/settings.yaml': settings, 'access/a.yaml': yaml }),
  );
  diagnostics.forEach((diagnostic) => diagnosticText(diagnostic));
  const { user, system } = process.cpuUsage(started);
  return (user + system) / 1000;
}

describe('loadMapping on hostile input', () => {
  it('never throws on bytes', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => {
        expect(load(bytes)).toBeGreaterThanOrEqual(0);
      }),
    );
  });

  it('never throws on text made of what YAML cares about', () => {
    const unit = fc.constantFrom(
      'a',
      ':',
      ' ',
      '\n',
      '-',
      '[',
      ']',
      '{',
      '}',
      ',',
      '"',
      "'",
      '*a',
      '&a',
      '!',
      '|',
      '>',
      '?',
      '<<',
      '\t',
      '#',
      '%',
      '---',
      '\\',
      'groups',
      'settings',
      'permissionSets',
      '0',
      '~',
    );
    fc.assert(
      fc.property(fc.string({ unit, maxLength: 60 }), (yaml) => {
        expect(load(yaml)).toBeGreaterThanOrEqual(0);
      }),
      { numRuns: 1_000 },
    );
  });

  const key = fc.constantFrom(
    'settings',
    'manage',
    'owner',
    'permissionSets',
    'assignments',
    'groups',
    'accounts',
    'tags',
    'inlinePolicy',
    'Statement',
    'Action',
    'include',
    'ignore',
    'guardrails',
    'protect',
    'x',
  );
  const { tree } = fc.letrec((tie) => ({
    tree: fc.oneof(
      { maxDepth: 6 },
      fc.constantFrom('all', 'set:x', '', '8h', null, true, 12, 111122223333, '2027-03-31'),
      fc.dictionary(key, tie('tree'), { maxKeys: 5 }),
      fc.array(tie('tree'), { maxLength: 3 }),
    ),
  }));

  it('never throws on well-formed files of any shape', () => {
    fc.assert(
      fc.property(fc.dictionary(key, tree), (file) => {
        expect(load(stringify(file))).toBeGreaterThanOrEqual(0);
      }),
      { numRuns: 500 },
    );
  });

  it('never throws on a policy file of any text', () => {
    const unit = fc.constantFrom(
      '{',
      '}',
      '[',
      ']',
      ',',
      ':',
      '"',
      '\\',
      'a',
      '1',
      '-',
      ' ',
      '\n',
      'true',
    );
    fc.assert(
      fc.property(fc.string({ unit, maxLength: 40 }), (json) => {
        const { diagnostics } = loadMapping(
          sourceOf({
            'access/a.yaml': `${settings}permissionSets: { A: { inlinePolicy: a.json } }\n`,
            'access/a.json': json,
          }),
        );
        expect(diagnostics).not.toEqual([]);
      }),
      { numRuns: 1_000 },
    );
  });

  it('cannot be made to change what objects inherit', () => {
    loadMapping(
      oneFile('permissionSets: { __proto__: { polluted: yes }, A: { tags: { __proto__: x } } }\n'),
    );
    loadMapping(
      sourceOf({
        'access/a.yaml': `${settings}permissionSets: { A: { inlinePolicy: a.json } }\n`,
        'access/a.json':
          '{"__proto__":{"polluted":true},"constructor":{"prototype":{"polluted":true}}}',
      }),
    );
    expect(Object.hasOwn(Object.prototype, 'polluted')).toBe(false);
    expect(Reflect.get({}, 'polluted')).toBeUndefined();
  });

  it.each<[string, string]>([
    ['thousands of keys', Array.from({ length: 90_000 }, (_, n) => `key${n}: 1\n`).join('')],
    ['one key many thousand times', 'a: 1\n'.repeat(200_000)],
    ['brackets that nothing closes', '['.repeat(SIZE)],
    ['brackets that nothing opened', ']'.repeat(SIZE)],
    ['maps in maps', '{a: '.repeat(200_000)],
    [
      'indentation without end',
      Array.from({ length: 500 }, (_, n) => `${' '.repeat(n)}a:\n`).join(''),
    ],
    ['dashes', '- '.repeat(SIZE / 2)],
    ['question marks', '? '.repeat(SIZE / 2)],
    ['anchors', Array.from({ length: 60_000 }, (_, n) => `- &a${n} x\n`).join('')],
    ['aliases', `- &a x\n${'- *a\n'.repeat(200_000)}`],
    ['tags', '- !x y\n'.repeat(140_000)],
    ['a quote that nothing closes', `a: "${'x '.repeat(SIZE / 2 - 5)}`],
    ['one long line of names', `permissionSets: {${'A: {}, '.repeat(140_000)}}`],
    ['a hundred thousand documents', '---\n'.repeat(SIZE / 4)],
    ['empty lines', '\n'.repeat(SIZE)],
    ['comments', '#\n'.repeat(SIZE / 2)],
  ])('reads much of %s in bounded time', (_, yaml) => {
    expect(load(yaml.slice(0, SIZE))).toBeLessThan(8_000);
  });
});
