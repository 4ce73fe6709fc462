import { expect, test } from 'vitest';
import { pollInterval } from '../../../src/adapters/aws/write/poll-interval.ts';
import {
  type PolledRequests,
  RequestPoller,
} from '../../../src/adapters/aws/write/request-poller.ts';
import { type InstanceArn, isInstanceArn } from '../../../src/core/model/ids.ts';
import { PortError, type PortErrorKind } from '../../../src/ports/port-error.ts';
import { VirtualClock } from './support/virtual-clock.ts';

const instance = ((text: string): InstanceArn => {
  if (isInstanceArn(text)) return text;
  throw new Error(text);
})('arn:aws:sso:::instance/ssoins-0123456789abcdef');

interface Told {
  /** When it ends, and how; milliseconds. */
  readonly ends: number;
  readonly reason?: string;
  /** When lists begin to show it, and when they cease to. */
  readonly listed?: readonly [number, number];
}

/** Requests that AWS has accepted at 0, and what it says of them. */
function world(requests: Readonly<Record<string, Told>>, listError?: PortErrorKind) {
  const clock = new VirtualClock();
  const asked: string[] = [];
  const polled: PolledRequests = {
    action: 'sso:CreateAccountAssignment',
    longestWait: 600_000,
    listInProgress: async () => {
      asked.push(`list ${clock.now()}`);
      if (listError !== undefined) throw new PortError(listError, 'sso:List', 'no');
      return new Set(
        Object.entries(requests).flatMap(([id, { ends, listed: [from, to] = [0, ends] }]) =>
          clock.now() >= from && clock.now() < to ? [id] : [],
        ),
      );
    },
    describe: async (_, id) => {
      asked.push(`describe ${id} ${clock.now()}`);
      const { ends, reason } = requests[id] ?? { ends: 0 };
      if (clock.now() < ends) return { status: 'in-progress', requestId: id };
      return reason === undefined ? { status: 'succeeded' } : { status: 'failed', reason };
    },
  };
  const deadline = new AbortController();
  const poller = new RequestPoller(polled, {
    clock,
    rate: () => 10,
    isAwaited: () => true,
    deadline: deadline.signal,
    journal: null,
  });
  const ids = Object.keys(requests);
  return { clock, poller, asked, deadline, all: () => ids.map((id) => poller.wait(instance, id)) };
}

test('one list tells of all, and only who asks is told how a request ended', async () => {
  const { clock, asked, all } = world({ a: { ends: 1500 }, b: { ends: 1500, reason: 'no' } });
  const ends = await clock.run(Promise.all(all()));
  expect(ends.map(({ status }) => status)).toEqual(['ended', 'ended']);
  expect(asked.filter((text) => text.startsWith('describe'))).toEqual([]);
  const verdicts = await clock.run(
    Promise.all(ends.map(async (end) => (end.status === 'ended' ? end.tell() : end))),
  );
  expect(verdicts).toEqual([{ status: 'succeeded' }, { status: 'failed', reason: 'no' }]);
});

test('what no list has shown yet may be too young for one, and is asked for', async () => {
  const { clock, all } = world({ a: { ends: 9000 }, b: { ends: 3000, listed: [2000, 3000] } });
  const [, second] = all();
  if (second === undefined) throw new Error('two were accepted');
  expect(await clock.run(second)).toMatchObject({ status: 'ended' });
  expect(clock.now()).toBeGreaterThanOrEqual(3000);
});

test('what a list leaves out although it is in progress is waited for once its verdict is asked', async () => {
  const { clock, all } = world({ a: { ends: 9000 }, b: { ends: 5000, listed: [0, 1000] } });
  const [, second] = all();
  const end = await clock.run(second ?? Promise.reject(new Error('two were accepted')));
  expect(clock.now()).toBeLessThan(5000);
  expect(end.status === 'ended' && (await clock.run(end.tell()))).toEqual({ status: 'succeeded' });
  expect(clock.now()).toBeGreaterThanOrEqual(5000);
});

test.each([
  ['access-denied', 'never again'],
  ['unavailable', 'again each time'],
] as const)(
  'a list that fails as %s is made up for by asking for each, and read %s',
  async (kind, again) => {
    const { clock, asked, all } = world({ a: { ends: 1500 }, b: { ends: 2500 } }, kind);
    const ends = await clock.run(Promise.all(all()));
    expect(ends).toEqual([{ status: 'succeeded' }, { status: 'succeeded' }]);
    const lists = asked.filter((text) => text.startsWith('list'));
    expect(lists.length > 1).toBe(again === 'again each time');
  },
);

test('who comes while the rest takes minutes does not wait for their next poll', async () => {
  const { clock, poller } = world({ slow: { ends: 300_000 }, quick: { ends: 61_500 } });
  const slow = poller.wait(instance, 'slow');
  await clock.run(clock.sleep(60_001));
  await clock.run(poller.wait(instance, 'quick'));
  expect(clock.now()).toBeLessThan(63_000);
  await clock.run(slow);
});

test('an aborted deadline ends what is waited for, and what is asked for', async () => {
  const { clock, deadline, all } = world({
    a: { ends: 1e6, listed: [0, 1000] },
    b: { ends: 1e6 },
  });
  const [first, second] = all();
  const end = await clock.run(first ?? Promise.reject(new Error('two were accepted')));
  const told = end.status === 'ended' ? end.tell() : Promise.reject(new Error(end.status));
  deadline.abort();
  expect(await clock.run(Promise.all([told, second]))).toMatchObject([
    { status: 'unfinished', requestId: 'a' },
    { status: 'unfinished', requestId: 'b' },
  ]);
});

test('polls as often as the budget allows and as those who wait are worth', () => {
  const full = { outstanding: 15, youngest: 0, isAwaited: true, rate: 8, byList: true };
  expect(pollInterval(full)).toBe(125);
  expect(pollInterval({ ...full, rate: 2 })).toBe(500);
  expect(pollInterval({ ...full, rate: 40 })).toBe(100);
  expect(pollInterval({ ...full, outstanding: 7 })).toBeCloseTo(268, 0);
  expect(pollInterval({ ...full, outstanding: 1 })).toBe(400);
  expect(pollInterval({ ...full, isAwaited: false })).toBe(1000);
  expect(pollInterval({ ...full, byList: false })).toBe(1875);
  expect(pollInterval({ ...full, youngest: 10_000 })).toBe(2000);
  expect(pollInterval({ ...full, youngest: 30_000 })).toBe(5000);
});
