import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import { matchesGlob } from '../../../src/core/model/glob.ts';
import { globIndex } from '../../../src/core/select/glob-index.ts';

it('finds what the glob matches, in the order of the items', () => {
  const letters = ['a', 'b', '😀', '\ud83d', '-'];
  const names = fc.string({ unit: fc.constantFrom(...letters), maxLength: 4 });
  const globs = fc.string({ unit: fc.constantFrom(...letters, '*', '?'), maxLength: 5 });
  fc.assert(
    fc.property(fc.array(names), globs, (items, glob) => {
      const find = globIndex(items, (item) => item);
      expect(find(glob)).toEqual(items.filter((item) => matchesGlob(glob, item)));
    }),
  );
});
