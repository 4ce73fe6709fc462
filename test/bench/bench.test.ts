import { describe, expect, it, onTestFinished } from 'vitest';
import { fleetSizes } from './fleet/fleet-size.ts';
import { makeFleet } from './fleet/make-fleet.ts';
import { openStage } from './run/open-stage.ts';
import { runJob } from './run/run-job.ts';

describe('a fleet', () => {
  const small = { ...fleetSizes.small, seed: 1, byTag: true };

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

  it('is what its mapping files say, so that there is nothing to do', async () => {
    const stage = await openStage(makeFleet(small));
    onTestFinished(() => stage.close());
    const { result, plan } = await runJob(
      stage,
      'drift',
      stage.repository.events.schedule('47 5 * * *'),
    );
    expect({ result, ...plan?.counts }).toMatchObject({
      result: 'clean',
      drift: 0,
      desiredAssignments: fleetSizes.small.assignments,
    });
  });
});
