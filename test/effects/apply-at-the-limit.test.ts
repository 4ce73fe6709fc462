import { describe, expect, it } from 'vitest';
import { findAccount } from '../../src/simulator/aws/world/find.ts';
import { measureApply, type MeasuredApply } from './support/measured-apply.ts';

const places = 15;

/** The least that AWS's limits allow: its own work in 15 places, or the requests that were sent. */
function shareOfLimits({ worked, total, seconds }: MeasuredApply, rate = 20): number {
  return Math.max(worked / places, total / rate) / seconds;
}

/** Each account gets `each` sets for teams of which there are so many. */
function grants(accounts: number, each: number, teams: number): string[] {
  return Array.from({ length: accounts * each }, (_, index) => {
    const account = Math.floor(index / each);
    const team = (index % each) + (account % Math.max(1, Math.floor(teams / each))) * each;
    return `Team-${team} Set-${index % each} account-${account}`;
  });
}

function ends({ report }: MeasuredApply): Record<string, number> {
  const byEnd = Map.groupBy(report.outcomes, ({ outcome }) => outcome.result);
  return Object.fromEntries([...byEnd].map(([end, some]) => [end, some.length]));
}

describe('an apply of many assignments', () => {
  it.each(['grant', 'revoke'] as const)(
    'takes 15 places nearly all the time, and less than two requests each: %s',
    async (kind) => {
      const apply = await measureApply({ kind, assignments: grants(100, 6, 60) });
      expect(ends(apply)).toEqual({ applied: 600 });
      expect(shareOfLimits(apply)).toBeGreaterThan(0.9);
      expect(apply.total / 600).toBeLessThan(2);
      expect(apply.mostOutstanding).toBe(places);
      expect(apply.throttled).toBe(0);
      expect(apply.aws.log.invalid()).toEqual([]);
    },
  );

  it('takes no longer where every answer takes a tenth of a second than those add', async () => {
    const apply = await measureApply({ assignments: grants(60, 6, 60), latency: 100 });
    const { worked, seconds } = apply;
    expect((worked + 360 * 0.1) / places / seconds).toBeGreaterThan(0.9);
  });

  it('sends as fast as AWS allows where each needs a read of its own', async () => {
    const assignments = Array.from(
      { length: 300 },
      (_, index) => `Team-${index} Set-${index % 6} account-${Math.floor(index / 6)}`,
    );
    const apply = await measureApply({ assignments });
    expect(ends(apply)).toEqual({ applied: 300 });
    expect(shareOfLimits(apply)).toBeGreaterThan(0.85);
    expect(apply.throttled).toBe(0);
  });

  it('goes faster where AWS has raised the rate, and stays within it', async () => {
    const raised = { 'sso-admin': { perSecond: 50, burst: 50 } };
    const apply = await measureApply({
      assignments: grants(100, 6, 60),
      requestsPerSecond: 50,
      knobs: { throttle: raised, durations: { assignmentMin: 200, assignmentMax: 600 } },
    });
    expect(shareOfLimits(apply, 50)).toBeGreaterThan(0.8);
    expect(apply.throttled).toBe(0);
  });

  it('begins with the account that has the most to do, which alone would be last', async () => {
    const assignments = [
      ...grants(40, 2, 2),
      ...Array.from({ length: 16 }, (_, index) => `Team-0 Own-${index} busy`),
    ];
    const apply = await measureApply({ assignments });
    const { id } = findAccount(apply.aws.world.state, 'busy');
    const ofBusy = apply.aws.history().filter(({ accountId }) => accountId === id);
    expect(ofBusy).toHaveLength(16);
    // It is begun with, and never waits for a place.
    expect(apply.seconds).toBeLessThan(16 * 1.85);
  });
});

describe('what was written is seen', () => {
  it('pair by pair, by who may not list what a principal holds', async () => {
    const apply = await measureApply({
      assignments: grants(10, 6, 6),
      delegate: 'security',
      caller: { account: 'security', role: 'Delegate' },
    });
    expect(ends(apply)).toEqual({ applied: 60 });
    expect(apply.requests).toMatchObject({
      ListAccountAssignmentsForPrincipal: 1,
      ListAccountAssignments: 60,
    });
  });

  it.each([
    ['succeeds', { applied: 20 }],
    ['fails', { failed: 20 }],
  ] as const)(
    'pair by pair, of a group that was deleted meanwhile, where that %s',
    async (ghostDeletion, expected) => {
      const apply = await measureApply({
        kind: 'revoke',
        assignments: grants(20, 1, 1),
        knobs: { behaviour: { ghostDeletion } },
        prepare: ({ world }) => world.deleteGroup('Team-0'),
      });
      expect(ends(apply)).toEqual(expected);
      expect(apply.requests['ListAccountAssignmentsForPrincipal']).toBe(1);
    },
  );

  it('once the lists have caught up with the writes, and later ones are read that much later', async () => {
    const apply = await measureApply({
      assignments: grants(60, 6, 60),
      knobs: { durations: { readLag: 3000 } },
    });
    expect(ends(apply)).toEqual({ applied: 360 });
    expect(apply.total / 360).toBeLessThan(2.5);
  });

  it('or AWS is asked how it ended', async () => {
    const reason = 'Received a 500 status error: no.';
    const apply = await measureApply({
      assignments: grants(20, 6, 6),
      prepare: ({ faults }) => {
        faults.add({
          operation: 'CreateAccountAssignment',
          calls: { every: 10 },
          effect: { kind: 'async-failed', reason },
        });
      },
    });
    expect(ends(apply)).toEqual({ applied: 108, failed: 12 });
    const failed = apply.report.outcomes.filter(({ outcome }) => outcome.result === 'failed');
    for (const { outcome } of failed) expect(outcome).toMatchObject({ reason });
  });

  it('also of a job that is cancelled, which starts nothing more', async () => {
    const apply = await measureApply({ assignments: grants(60, 6, 180), cancelAfter: 15_000 });
    const done = apply.aws.history().length;
    expect(done).toBeGreaterThan(100);
    expect(ends(apply)).toEqual({ applied: done, 'not-attempted': 360 - done });
    expect(apply.seconds).toBeLessThan(21);
  });
});

it('leaves the places to others that they hold, and takes them back when they are free', async () => {
  const apply = await measureApply({
    assignments: grants(100, 6, 60),
    knobs: { limits: { outstandingAssignments: 5 } },
    prepare: ({ clock, knobs }) => {
      clock.after(60_000, () => {
        knobs.limits.outstandingAssignments = places;
      });
    },
  });
  expect(ends(apply)).toEqual({ applied: 600 });
  expect(apply.throttled / apply.total).toBeLessThan(0.05);
  // 60 seconds with 5 places, then 15 for the rest.
  const least = 60 + (apply.worked - 60 * 5) / places;
  expect(least / apply.seconds).toBeGreaterThan(0.85);
});
