import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { matchesGlob } from '../../../src/core/model/glob.ts';

describe('matchesGlob', () => {
  it.each([
    ['*', '', true],
    ['*', 'anything', true],
    ['', '', true],
    ['', 'a', false],
    ['payments-*', 'payments-dev', true],
    ['payments-*', 'Payments-dev', false],
    ['*-legacy', 'a-legacy-legacy', true],
    ['a?c', 'abc', true],
    ['a?c', 'ac', false],
    ['?', '😀', true],
    ['a*b*c', 'aXbYbZc', true],
    ['a*b*c', 'aXbYbZ', false],
    ['[ab]', 'a', false],
    ['a.c', 'abc', false],
  ])('%s on "%s" is %s', (glob, text, expected) => {
    expect(matchesGlob(glob, text)).toBe(expected);
  });

  it('agrees with a regular expression', () => {
    // A smiley is one character, and half of one is not part of it.
    const words = fc.string({ unit: fc.constantFrom('a', 'b', '*', '?', '😀', '\ud83d') });
    fc.assert(
      fc.property(words, words, (glob, text) => {
        const pattern = glob.replaceAll('*', '.*').replaceAll('?', '.');
        expect(matchesGlob(glob, text)).toBe(new RegExp(`^${pattern}$`, 'su').test(text));
      }),
    );
  });

  it('stays fast where backtracking would not', () => {
    const started = performance.now();
    expect(matchesGlob(`${'a*'.repeat(200)}b`, 'a'.repeat(2_000))).toBe(false);
    expect(performance.now() - started).toBeLessThan(1_000);
  });
});
