import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import { type Before, withoutCircle } from '../../../src/core/plan/without-circle.ts';

const everybody = Array.from({ length: 12 }, (_, index) => String(index));
const some = fc.uniqueArray(fc.constantFrom(...everybody), { maxLength: 3 });

it('lets wait whoever closes no circle, and nobody else', () => {
  const pairs = fc.array(fc.tuple(fc.nat({ max: 11 }), fc.nat({ max: 11 })), { maxLength: 40 });
  fc.assert(
    fc.property(pairs, fc.array(fc.tuple(some, some), { maxLength: 40 }), (first, asked) => {
      // Who waits only for lower numbers waits for nobody in a circle.
      const waiting = first.filter(([id, earlier]) => earlier < id);
      const before = lineOf(waiting);
      const expected = lineOf(waiting);
      const letWait = withoutCircle(before);
      for (const [ids, wanted] of asked) {
        const isFree = !ids.some((id) => wanted.some((one) => waitsFor(expected, one, id)));
        if (isFree) for (const id of ids) for (const one of wanted) expected.get(id)?.add(one);
        expect(letWait(ids, wanted)).toBe(isFree);
      }
      expect(before).toEqual(expected);
    }),
  );
});

function lineOf(waiting: readonly (readonly [number, number])[]): Before {
  const before: Before = new Map(everybody.map((id) => [id, new Set<string>()]));
  for (const [id, earlier] of waiting) before.get(String(id))?.add(String(earlier));
  return before;
}

function waitsFor(before: Before, id: string, other: string): boolean {
  return id === other || [...(before.get(id) ?? [])].some((one) => waitsFor(before, one, other));
}
