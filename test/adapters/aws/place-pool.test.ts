import { expect, test } from 'vitest';
import { PlacePool } from '../../../src/adapters/aws/write/place-pool.ts';

/** Writes that are in their places, of which AWS has let in as many as it has room for. */
function fill(pool: PlacePool, room: number): symbol[] {
  const writes: symbol[] = [];
  while (pool.hasRoom()) {
    pool.take();
    writes.push(Symbol(writes.length));
  }
  for (const [index, write] of writes.entries()) {
    if (index < room) pool.letIn(write);
    else pool.refuse(write);
  }
  return writes;
}

/** One write after the other ends, and the next takes its place; how many AWS refused. */
function goOn(pool: PlacePool, running: symbol[], room: number, count: number): number {
  let refused = 0;
  for (let done = 0; done < count; done += 1) {
    const ended = running.shift();
    if (ended !== undefined) pool.release(ended);
    while (pool.hasRoom()) {
      const next = Symbol(done);
      pool.take();
      running.push(next);
      if (running.length <= room) pool.letIn(next);
      else {
        refused += 1;
        pool.refuse(next);
      }
    }
  }
  return refused;
}

test('has as many places as AWS lets in', () => {
  const pool = new PlacePool(15);
  const writes = fill(pool, 15);
  expect(writes).toHaveLength(15);
  const one = writes.pop();
  if (one !== undefined) pool.release(one);
  expect(pool.hasRoom()).toBe(true);
});

test('nobody new is sent while others hold the rest, but for a try now and then', () => {
  const pool = new PlacePool(15);
  const [refused, running] = [fill(pool, 5), [] as symbol[]];
  // Those that were refused get in as the first end.
  for (const write of refused.splice(0, 10)) pool.release(write);
  running.push(...refused);
  for (const write of running) pool.letIn(write);
  expect(goOn(pool, running, 5, 200)).toBeLessThan(20);
});

test('has all its places again soon after the others have gone', () => {
  const pool = new PlacePool(15);
  const refused = fill(pool, 5);
  const running = refused.splice(10);
  for (const write of refused) pool.release(write);
  for (const write of running) pool.letIn(write);
  expect(goOn(pool, running, 15, 120)).toBe(0);
  expect(running).toHaveLength(15);
});

test('keeps one place, whatever AWS says', () => {
  const pool = new PlacePool(3);
  for (const write of fill(pool, 0)) pool.release(write);
  expect(pool.hasRoom()).toBe(true);
});
