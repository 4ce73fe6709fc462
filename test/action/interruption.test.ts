import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { files, Place, seed } from './place.ts';

const everybody = {
  'access/assignments.yaml': `${files['access/assignments.yaml']}
  - groups: [Auditors, Developers, Operators]
    permissionSets: Developer
    accounts: all
`,
};
const done = ['Auditors', 'Developers', 'Operators'].flatMap((group) => [
  `${group} Developer dev`,
  `${group} Developer prod`,
]);

/** Grants that each take a while, of which one account takes one at a time. */
function openSlow(assignment: number): Promise<Place> {
  return Place.open({
    seed,
    knobs: { durations: { assignmentMin: assignment, assignmentMax: assignment } },
  });
}

async function until(happened: () => boolean): Promise<void> {
  // oxlint-disable-next-line no-await-in-loop
  while (!happened()) await sleep(20);
}

const grants = (place: Place): number => place.aws.log.of('CreateAccountAssignment').length;

describe('a cancelled apply', () => {
  it('starts nothing new, waits for what is in flight, tells how far it came, and goes on when run again', async () => {
    await using place = await openSlow(1500);
    const { push, pull } = await place.merged(everybody);
    const running = place.start(push);
    await until(() => grants(place) === 2);
    const cancelledAt = performance.now();
    running.cancel();
    const result = await running.done;
    const took = performance.now() - cancelledAt;

    expect(grants(place)).toBe(2);
    expect({ exitCode: result.exitCode, signal: result.signal }).toEqual({
      exitCode: 1,
      signal: null,
    });
    expect(took).toBeLessThan(7500);
    expect(result.outputs).toMatchObject({ result: 'failed' });
    expect(result.summary).toContain('Applied 2 of 5 operations');
    expect(place.comments(pull, 'outcome')[0]).toContain('Run the job again');
    expect(place.repository.statuses(place.repository.tip())[0]).toMatchObject({
      state: 'failure',
    });
    expect(place.assignments()).toHaveLength(3);

    const again = await place.run(push, { runAttempt: 2 });
    expect(again.outputs).toMatchObject({ result: 'applied', held: '0', failed: '0' });
    expect(place.assignments()).toEqual(done);
    expect(place.repository.statuses(place.repository.tip())[0]).toMatchObject({
      state: 'success',
    });
  });

  it('reports within the grace even if what is in flight does not end', async () => {
    await using place = await openSlow(60_000);
    const { push } = await place.merged(everybody);
    const running = place.start(push);
    await until(() => grants(place) === 2);
    const cancelledAt = performance.now();
    running.cancel();
    const result = await running.done;
    expect(performance.now() - cancelledAt).toBeLessThan(7500);
    expect({ exitCode: result.exitCode, signal: result.signal }).toEqual({
      exitCode: 1,
      signal: null,
    });
    expect(result.outputs['result']).toBe('failed');
    expect(result.summary).toContain('Run the job again');
  });

  it('while it still reads writes nothing', async () => {
    await using place = await Place.open({ knobs: { latencyMs: 300 } });
    const { push } = await place.merged(everybody);
    const asked = place.aws.log.requests.length;
    const running = place.start(push);
    await until(() => place.aws.log.requests.length > asked);
    running.cancel();
    const { exitCode, signal, log } = await running.done;
    expect({ exitCode, signal }).toEqual({ exitCode: 1, signal: null });
    expect(log).not.toMatch(/^\s+at .*:\d+:\d+\)?$/mu);
    expect(place.aws.log.writes()).toEqual([]);
  });
});

describe('a cancelled plan', () => {
  it('ends soon, and comments nothing', async () => {
    await using place = await Place.open({ knobs: { latencyMs: 300 } });
    const pull = place.propose(everybody);
    const running = place.start(place.repository.events.pullRequest(pull, 'opened'));
    await until(() => place.aws.log.requests.length > 0);
    const cancelledAt = performance.now();
    running.cancel();
    const { exitCode, signal } = await running.done;
    expect({ exitCode, signal }).toEqual({ exitCode: 1, signal: null });
    expect(performance.now() - cancelledAt).toBeLessThan(3000);
  });
});

describe('an apply whose runner is lost', () => {
  it.each([
    ['its first write', 1],
    ['a later one', 4],
  ])('at %s is finished by the next run', async (_, nth) => {
    await using place = await openSlow(200);
    const { push, pull } = await place.merged({
      'access/permission-sets.yaml': files['access/permission-sets.yaml'].replace(
        'PowerUserAccess',
        'ReadOnlyAccess, SecurityAudit',
      ),
      ...everybody,
    });
    const running = place.start(push);
    const writes = place.aws.log.writes().length;
    await until(() => place.aws.log.writes().length >= writes + nth);
    running.kill();
    const result = await running.done;
    expect(result).toMatchObject({ exitCode: null, signal: 'SIGKILL', outputs: {} });
    await place.aws.settled();

    const again = await place.run(push, { runAttempt: 2 });
    expect(again.outputs).toMatchObject({ result: 'applied', held: '0', failed: '0' });
    expect(place.assignments()).toEqual(done);
    const { permissionSets, provisioned } = place.aws.world.dump();
    expect(permissionSets[0]?.managedPolicies).toHaveLength(2);
    expect(provisioned.every(({ latest }) => latest)).toBe(true);
    expect(place.comments(pull, 'outcome')).toHaveLength(1);
    expect(place.invalid()).toEqual([]);
  });
});
