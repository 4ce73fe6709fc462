import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { matchesGlob } from '../../../src/core/model/glob.ts';
import { actionDimension, areApart, resourceDimension } from '../../../src/core/policy/pattern.ts';

function texts(letters: string, most: number): string[] {
  let longest = [''];
  const all = [''];
  for (let length = 1; length <= most; length += 1) {
    longest = longest.flatMap((text) => Array.from(letters, (letter) => text + letter));
    all.push(...longest);
  }
  return all;
}

const world = texts('ab:', 5);
const pattern = fc.string({ unit: fc.constantFrom('a', 'b', ':', '*', '?'), maxLength: 4 });

describe('patterns', () => {
  it.each([
    ['actions', actionDimension],
    ['resources', resourceDimension],
  ])('are never wrongly said to take in another one, of %s', (_, { contains }) => {
    fc.assert(
      fc.property(pattern, pattern, (outer, inner) => {
        fc.pre(contains(outer, inner));
        const missed = world.filter(
          (text) => matchesGlob(inner, text) && !matchesGlob(outer, text),
        );
        expect(missed).toEqual([]);
      }),
      { numRuns: 3000 },
    );
  });

  it('are never wrongly said to have nothing in common', () => {
    fc.assert(
      fc.property(pattern, pattern, (a, b) => {
        fc.pre(areApart(a, b));
        expect(world.filter((text) => matchesGlob(a, text) && matchesGlob(b, text))).toEqual([]);
      }),
      { numRuns: 3000 },
    );
  });

  it.each([
    ['arn:aws:s3:::a/*', 'arn:aws:s3:::a/b/c', true],
    ['arn:aws:s3:::*', 'arn:aws:s3:::a/*', true],
    ['*', 'anything', true],
    ['arn:aws:logs:*:*:log-group:*', 'arn:aws:logs:eu-west-1:111122223333:log-group:a:*', true],
    // A star may not reach into the next segment, so this is not proved.
    ['arn:aws:s3:*', 'arn:aws:s3:::a', false],
    ['arn:aws:s3:::a/?', 'arn:aws:s3:::a/*', false],
    ['arn:aws:s3:::a/?*', 'arn:aws:s3:::a/*', false],
    ['arn:aws:s3:::A', 'arn:aws:s3:::a', false],
    // A value with a slash or a star in it would be more than the other one says.
    ['arn:aws:s3:::home/*', 'arn:aws:s3:::home/${aws:username}', false],
    ['arn:aws:s3:::home/${aws:username}', 'arn:aws:s3:::home/me', false],
    ['arn:aws:s3:::home/${aws:username}', 'arn:aws:s3:::home/${aws:username}', true],
  ])('of resources: %s takes in %s: %s', (outer, inner, expected) => {
    expect(resourceDimension.contains(outer, inner)).toBe(expected);
  });
});
