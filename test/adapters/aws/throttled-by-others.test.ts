import { expect, test } from 'vitest';
import type { LoggedRequest } from '../../../src/simulator/aws/request-log.ts';
import { connect } from './support/connect.ts';
import { standingTime } from './support/standing-time.ts';

/** What happened to the requests of some simulated seconds, counted from the first of all. */
function between(requests: readonly LoggedRequest[], from: number, to: number) {
  const start = Date.parse(requests[0]?.at ?? '');
  const some = requests.filter(({ at }) => {
    const second = (Date.parse(at) - start) / 1000;
    return second >= from && second < to;
  });
  const throttled = some.filter((request) => request.throttled).length;
  return {
    perSecond: (some.length - throttled) / (to - from),
    throttledShare: throttled / some.length,
  };
}

test.each([
  [20, 10, 0.05],
  [20, 4, 0.1],
  [50, 25, 0.05],
])(
  'where others leave of %i requests a second only %i, it sends those, and all again when they stop',
  { timeout: 60_000 },
  async (limit, left, throttledShare) => {
    const time = standingTime();
    const rate = (perSecond: number) => ({ perSecond, burst: perSecond });
    const { aws, readers, instance, setArn } = await connect({
      time,
      requestsPerSecond: limit,
      throttled: true,
      knobs: { throttle: { 'sso-admin': rate(limit) } },
    });
    aws.faults.add({ operation: '*', effect: { kind: 'slow', byMs: 40 } });
    aws.clock.after(10_000, () => {
      aws.knobs.throttle['sso-admin'] = rate(left);
    });
    aws.clock.after(60_000, () => {
      aws.knobs.throttle['sso-admin'] = rate(limit);
    });
    const count = 10 * limit + 50 * left + 30 * limit;
    await Promise.all(
      Array.from({ length: count }, () =>
        readers.identityCenter.describePermissionSet(instance, setArn('Admin')),
      ),
    );
    const { requests } = aws.log;
    expect(between(requests, 0, 10)).toMatchObject({ throttledShare: 0 });
    expect(between(requests, 0, 10).perSecond).toBeGreaterThan(limit * 0.95);
    const shared = between(requests, 16, 60);
    expect(shared.throttledShare).toBeLessThan(throttledShare);
    expect(shared.perSecond).toBeGreaterThan(left * 0.85);
    const after = between(requests, 76, 86);
    expect(after.throttledShare).toBe(0);
    expect(after.perSecond).toBeGreaterThan(limit * 0.95);
  },
);
