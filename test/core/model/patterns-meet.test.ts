import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { matchesGlob } from '../../../src/core/model/glob.ts';
import { patternsMeet } from '../../../src/core/model/patterns-meet.ts';

const letters = fc.array(fc.constantFrom('a', 'b', ':', '*', '?'), { maxLength: 7 });
const pattern = letters.map((found) => found.join(''));
const text = fc
  .array(fc.constantFrom('a', 'b', ':'), { maxLength: 6 })
  .map((found) => found.join(''));

describe('patternsMeet', () => {
  it.each([
    ['iam:*', 'iam:PassRole', true],
    ['iam:Pass*', 'iam:*Role', true],
    ['*', '', true],
    ['a*b', 'a*c*b', true],
    ['a?c', 'abc', true],
    ['a*c', 'b*c', false],
    ['iam:Get*', 'iam:Put*', false],
    ['iam:*', 'iamx:*', false],
    ['?', '', false],
  ])('says of %s and %s: %s', (one, other, meets) => {
    expect(patternsMeet(one, other)).toBe(meets);
    expect(patternsMeet(other, one)).toBe(meets);
  });

  it('is true wherever a text fits both', () => {
    fc.assert(
      fc.property(pattern, pattern, text, (one, other, found) => {
        fc.pre(matchesGlob(one, found) && matchesGlob(other, found));
        expect(patternsMeet(one, other)).toBe(true);
      }),
    );
  });

  it('is what a pattern says where the other is a text', () => {
    fc.assert(
      fc.property(pattern, text, (one, found) => {
        expect(patternsMeet(one, found)).toBe(matchesGlob(one, found));
      }),
    );
  });

  it('takes no longer than the product of the lengths, whatever they are', () => {
    expect(patternsMeet(`${'a*'.repeat(500)}b`, `${'*a'.repeat(500)}c`)).toBe(false);
  });
});
