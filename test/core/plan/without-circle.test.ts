import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import { type Before, withoutCircle } from '../../../src/core/plan/without-circle.ts';

const people = 12;
const person = fc.nat({ max: people - 1 });
const pairs = fc.array(fc.tuple(person, person), { maxLength: 40 });

it('adds what closes no circle, and nothing else', () => {
  fc.assert(
    fc.property(
      pairs,
      fc.array(fc.tuple(person, fc.array(person)), { maxLength: 30 }),
      (at, asked) => {
        // Who waits only for lower numbers waits for nobody in a circle.
        const waiting = at.filter(([id, earlier]) => earlier < id);
        const before = lineOf(waiting);
        const expected = lineOf(waiting);
        const add = withoutCircle(before);
        for (const [id, wanted] of asked) {
          add(String(id), wanted.map(String));
          for (const earlier of wanted.map(String)) {
            if (!waitsFor(expected, earlier, String(id))) expected.get(String(id))?.add(earlier);
          }
        }
        expect(before).toEqual(expected);
      },
    ),
  );
});

function lineOf(waiting: readonly (readonly [number, number])[]): Before {
  const before: Before = new Map(
    Array.from({ length: people }, (_, id) => [String(id), new Set<string>()]),
  );
  for (const [id, earlier] of waiting) before.get(String(id))?.add(String(earlier));
  return before;
}

function waitsFor(before: Before, id: string, other: string): boolean {
  return id === other || [...(before.get(id) ?? [])].some((one) => waitsFor(before, one, other));
}
