import { expect, test } from 'vitest';
import { RequestBudget } from '../../../src/adapters/aws/request/request-budget.ts';
import { VirtualClock } from './support/virtual-clock.ts';

async function sendMany(budget: RequestBudget, clock: VirtualClock, count: number) {
  const sent: { readonly index: number; readonly at: number }[] = [];
  const all = Array.from({ length: count }, (_, index) =>
    budget.run('read', async () => {
      sent.push({ index, at: clock.now() });
    }),
  );
  await clock.run(Promise.all(all));
  return sent;
}

test('sends just under the limit, first come first served', async () => {
  const clock = new VirtualClock();
  const budget = new RequestBudget(clock, { requestsPerSecond: 20, concurrency: 40 });
  const sent = await sendMany(budget, clock, 400);
  expect(sent.map(({ index }) => index)).toEqual(Array.from({ length: 400 }, (_, index) => index));
  const rate = 400 / ((sent.at(-1)?.at ?? 0) / 1000);
  expect(rate).toBeGreaterThan(19);
  expect(rate).toBeLessThanOrEqual(20);
});

test('never sends more than the limit within any second', async () => {
  const clock = new VirtualClock();
  const budget = new RequestBudget(clock, { requestsPerSecond: 20, concurrency: 40 });
  const sent = [...(await sendMany(budget, clock, 60)), ...(await sendMany(budget, clock, 60))];
  for (const { at } of sent) {
    expect(
      sent.filter((other) => other.at >= at && other.at < at + 1000).length,
    ).toBeLessThanOrEqual(20);
  }
});

test('keeps slow limits too', async () => {
  const clock = new VirtualClock();
  const budget = new RequestBudget(clock, { requestsPerSecond: 1, concurrency: 8 });
  const sent = await sendMany(budget, clock, 5);
  expect(sent.at(-1)?.at).toBeGreaterThanOrEqual(4000);
});

test('slows down once for a volley of throttles, and recovers', async () => {
  const clock = new VirtualClock();
  const budget = new RequestBudget(clock, { requestsPerSecond: 20, concurrency: 40 });
  expect(budget.slowDown()).toBe(true);
  expect(budget.slowDown()).toBe(false);
  expect(budget.rate).toBeCloseTo(20 * 0.97 * 0.8);
  await sendMany(budget, clock, 400);
  expect(budget.rate).toBeCloseTo(20 * 0.97);
});

test('has a bound on what is on the wire', async () => {
  const clock = new VirtualClock();
  const budget = new RequestBudget(clock, { requestsPerSecond: 1000, concurrency: 3 });
  let now = 0;
  let most = 0;
  const send = async (): Promise<void> => {
    now += 1;
    most = Math.max(most, now);
    await clock.sleep(500);
    now -= 1;
  };
  await clock.run(Promise.all(Array.from({ length: 20 }, () => budget.run('read', send))));
  expect(most).toBe(3);
});

test('who gives up waiting leaves the queue to the others', async () => {
  const clock = new VirtualClock();
  const budget = new RequestBudget(clock, { requestsPerSecond: 1, concurrency: 8 });
  const cancel = new AbortController();
  const first = budget.run('read', async () => 1);
  const second = budget.run('read', async () => 2, cancel.signal);
  const third = budget.run('read', async () => 3);
  const refused = second.catch((error: unknown) => error);
  cancel.abort(new Error('stop'));
  expect(await refused).toMatchObject({ message: 'stop' });
  expect(await clock.run(Promise.all([first, third]))).toEqual([1, 3]);
  expect(clock.now()).toBeLessThan(1100);
  await expect(budget.run('read', async () => 4, cancel.signal)).rejects.toThrow('stop');
});
