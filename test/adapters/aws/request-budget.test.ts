import { expect, test } from 'vitest';
import { RequestBudget } from '../../../src/adapters/aws/request/request-budget.ts';
import { ServiceBudgets } from '../../../src/adapters/aws/request/service-budgets.ts';
import type { Turn } from '../../../src/adapters/aws/request/turn-queue.ts';
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

/** When each of so many requests of one kind was sent, all asked for now. */
function ask(budget: RequestBudget, clock: VirtualClock, turn: Turn, count: number) {
  const sent: number[] = [];
  const all = Array.from({ length: count }, () =>
    budget.run(turn, async () => {
      sent.push(clock.now());
    }),
  );
  return { sent, all: Promise.all(all) };
}

test.each([
  ['write', 'read'],
  ['poll', 'read'],
  ['read', 'write'],
  ['poll', 'write'],
  ['write', 'poll'],
] as const)('a few of kind %s are not starved by a flood of kind %s', async (few, flood) => {
  const clock = new VirtualClock();
  const budget = new RequestBudget(clock, { requestsPerSecond: 20, concurrency: 40 });
  const many = ask(budget, clock, flood, 400);
  await clock.run(clock.sleep(2000));
  const asked = clock.now();
  const some = ask(budget, clock, few, 5);
  await clock.run(some.all);
  // A quarter of the rate is theirs at the least.
  expect(clock.now() - asked).toBeLessThan(1200);
  await clock.run(many.all);
  expect(clock.now()).toBeLessThan((405 / 19) * 1000);
});

test('where all kinds are waiting, half of what is sent writes', async () => {
  const clock = new VirtualClock();
  const budget = new RequestBudget(clock, { requestsPerSecond: 20, concurrency: 40 });
  const [write, poll, read] = (['write', 'poll', 'read'] as const).map((turn) =>
    ask(budget, clock, turn, 200),
  );
  await clock.run(write?.all ?? Promise.reject(new Error('none')));
  expect(poll?.sent.length).toBeGreaterThan(95);
  expect(read?.sent.length).toBeGreaterThan(95);
  expect(read?.sent.length).toBeLessThan(105);
});

test('reads that are not answered leave room on the wire to a write', async () => {
  const clock = new VirtualClock();
  const budget = new RequestBudget(clock, { requestsPerSecond: 20, concurrency: 8 });
  const never = new Promise<void>(() => undefined);
  for (let count = 0; count < 20; count += 1) void budget.run('read', () => never);
  expect(await clock.run(budget.run('write', async () => 'sent'))).toBe('sent');
  expect(await clock.run(budget.run('poll', async () => 'sent'))).toBe('sent');
});

test.each([20, 50, 100])('at %i a second all of it is used, and never more', async (rate) => {
  const clock = new VirtualClock();
  const budget = new ServiceBudgets(clock, rate).budgetFor('sso-admin', 'ListPermissionSets');
  const sent: number[] = [];
  // As slow as AWS gets.
  const send = async (): Promise<void> => {
    sent.push(clock.now());
    await clock.sleep(1400);
  };
  await clock.run(Promise.all(Array.from({ length: rate * 30 }, () => budget.run('read', send))));
  expect((sent.length - 1) / ((sent.at(-1) ?? 0) / 1000)).toBeGreaterThan(rate * 0.95);
  for (const at of sent) {
    const within = sent.filter((other) => other >= at && other < at + 1000);
    expect(within.length).toBeLessThanOrEqual(rate);
  }
});

test('polls may take what others leave, and a tenth at the least', async () => {
  const clock = new VirtualClock();
  const budget = new RequestBudget(clock, { requestsPerSecond: 20, concurrency: 40 });
  expect(budget.rateOfPolls).toBeCloseTo(20 * 0.97 * 0.9);
  await clock.run(ask(budget, clock, 'poll', 40).all);
  expect(budget.rateOfPolls).toBeCloseTo(20 * 0.97 * 0.9);
  await clock.run(ask(budget, clock, 'write', 60).all);
  expect(budget.rateOfPolls).toBeCloseTo(20 * 0.97 * 0.1);
});
