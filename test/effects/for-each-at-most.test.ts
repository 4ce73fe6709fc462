import { expect, it } from 'vitest';
import { forEachAtMost } from '../../src/effects/for-each-at-most.ts';

it('works on every item, and on no more than so many at a time', async () => {
  const items = Array.from({ length: 50 }, (_, index) => index);
  const done: number[] = [];
  let now = 0;
  let most = 0;
  await forEachAtMost(7, items, async (item) => {
    now += 1;
    most = Math.max(most, now);
    await Promise.resolve();
    now -= 1;
    done.push(item);
  });
  expect(done.toSorted((a, b) => a - b)).toEqual(items);
  expect(most).toBe(7);
});

it('begins nothing new once one has failed', async () => {
  const begun: number[] = [];
  const working = forEachAtMost(2, [1, 2, 3, 4, 5, 6], async (item) => {
    begun.push(item);
    await Promise.resolve();
    if (item === 2) throw new Error('refused');
  });
  await expect(working).rejects.toThrow('refused');
  await Promise.resolve();
  expect(begun.length).toBeLessThan(5);
});
