import { describe, expect, it, onTestFinished } from 'vitest';
import { leastRequests } from './bounds/least-requests.ts';
import { totalOf } from './bounds/requests.ts';
import { fleetSizes } from './fleet/fleet-size.ts';
import type { Change } from './fleet/make-changes.ts';
import { factsOnceMerged, makeFleet } from './fleet/make-fleet.ts';
import { measureRun } from './run/measure-run.ts';
import { openStage } from './run/open-stage.ts';

const small = { ...fleetSizes.small, seed: 1, byTag: true };

describe('a fleet', () => {
  it.each(Object.entries(fleetSizes))(
    'is the same for the same seed, and as large as %s says',
    (_, size) => {
      const fleet = makeFleet({ ...size, seed: 3, byTag: true });
      expect(makeFleet({ ...size, seed: 3, byTag: true })).toEqual(fleet);
      const { accounts = [], groups = {}, permissionSets = {} } = fleet.organization;
      expect({
        accounts: accounts.length,
        groups: Object.keys(groups).length,
        permissionSets: Object.keys(permissionSets).length,
        assignments: fleet.facts.assignments,
      }).toEqual(size);
    },
  );

  it('is another one for another seed', () => {
    expect(makeFleet({ ...small, seed: 2 }).files).not.toEqual(makeFleet(small).files);
  });

  it('changes by as many assignments, groups, sets and accounts as the bench says', () => {
    const { handOver, scattered, rollOut } = makeFleet(small).changes;
    const large = makeFleet({ ...small, ...fleetSizes.large }).changes;
    expect([handOver, large.handOver].map(sizeOf)).toMatchObject([
      { assignments: 10, groups: 2, sets: 2 },
      { assignments: 10, groups: 2, sets: 2 },
    ]);
    expect([scattered, large.scattered].map(sizeOf)).toEqual([
      { assignments: 10, groups: 8, sets: 8, accounts: 9 },
      { assignments: 10, groups: 10, sets: 10, accounts: 10 },
    ]);
    expect([rollOut, large.rollOut].map(sizeOf)).toMatchObject([
      { assignments: 54, groups: 12, accounts: 9 },
      { assignments: 1200, groups: 12, sets: 12, accounts: 200 },
    ]);
  });

  it('changes by nothing that was so before', () => {
    const fleet = makeFleet(small);
    const { handOver, scattered, rollOut } = fleet.changes;
    const changes = [handOver, scattered, rollOut];
    const coming = changes.flatMap((change) => change.coming).length;
    const going = changes.flatMap((change) => change.going).length;
    expect(factsOnceMerged(fleet, changes).assignments - fleet.facts.assignments).toBe(
      coming - going,
    );
  });
});

describe('the bench', () => {
  it('measures a run that finds the files and the organization alike, against a bound that is one', async () => {
    const fleet = makeFleet(small);
    const { facts } = fleet;
    const stage = await openStage(fleet);
    onTestFinished(() => stage.close());
    const question = { kind: 'complete', facts } as const;
    const { assignments: desiredAssignments } = fleet.facts;
    const drift = await measureRun(stage, {
      name: 'drift, complete',
      inputs: { mode: 'drift', read: 'complete' },
      event: stage.repository.events.schedule('47 5 * * *'),
      question,
      ends: { result: 'clean', grants: 0, revokes: 0, drift: 0, desiredAssignments },
    });
    expect(drift).toMatchObject({ strategy: 'complete', throttledShare: 0, writing: null });
    expect(drift.timesLeast.requests).toBeGreaterThanOrEqual(1);
    expect(drift.timesLeast.seconds).toBeGreaterThanOrEqual(1);
    const least = leastRequests(question);
    expect(
      Object.entries(least).filter(([name, count]) => count > (drift.requests[name] ?? 0)),
    ).toEqual([]);
    expect(totalOf(drift.requests)).toBeGreaterThan(drift.awsRequests);
  });
});

function sizeOf({ coming, going }: Change) {
  const all = [...coming, ...going];
  const count = (names: readonly string[]): number => new Set(names).size;
  return {
    assignments: all.length,
    groups: count(all.map(({ group }) => group)),
    sets: count(all.map(({ permissionSet }) => permissionSet)),
    accounts: count(all.map(({ account }) => account)),
  };
}
