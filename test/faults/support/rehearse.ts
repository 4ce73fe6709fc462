import { assert } from 'vitest';
import type { AwsSimulator } from '../../../src/simulator/aws/start-aws-simulator.ts';
import { accessNow, type Access } from '../../properties/support/access.ts';
import { liveState } from '../../scenarios/harness/live-state.ts';
import { isRead } from './cells.ts';
import type { Asked, FaultStage, Play } from './open-fault-stage.ts';
import { withoutAccess } from './without-access.ts';

/** A story without any fault: what every case of it must come to in the end. */
export interface Rehearsal {
  /** What the apply sent before its first write, and from it on. */
  readonly planning: readonly Asked[];
  readonly executing: readonly Asked[];
  readonly before: Access;
  readonly wanted: Access;
  /** One fact a line. */
  readonly desired: readonly string[];
}

export async function rehearse(stage: FaultStage): Promise<Rehearsal> {
  const play = await stage.begin();
  const { aws } = play;
  const before = accessNow(aws);
  const seen = aws.history().length;
  const { report, log } = await play.run('apply');
  assert.equal(report.result, 'applied', log);
  const requests = play.asked();
  const hourly = await play.run('hourly');
  assert.equal(hourly.report.result, 'clean', hourly.log);
  const drift = await play.run('drift');
  assert.equal(drift.report.result, 'clean', drift.log);
  assert.deepEqual(holdersIn(play), [...stage.story.holders].toSorted());
  assert.deepEqual(withoutAccess(aws.history().slice(seen), before, accessNow(aws)), []);
  assert.deepEqual(play.invalid(), []);
  const first = requests.findIndex(({ operation }) => !isRead(operation));
  const rehearsal = {
    planning: requests.slice(0, first),
    executing: requests.slice(first),
    before,
    wanted: accessNow(aws),
    desired: factsOf(aws),
  };
  await play.close();
  return rehearsal;
}

/** What is live, whatever its roles are called. */
export function factsOf(aws: AwsSimulator): string[] {
  return liveState(aws.world.dump()).map((line) =>
    line.replace(/^role {3}AWSReservedSSO_(.+)_[0-9a-f]+ /, 'role   $1 '),
  );
}

function holdersIn({ aws }: Play): string[] {
  return aws.world
    .dump()
    .assignments.map(
      ({ principal, permissionSet, account }) => `${principal} ${permissionSet} ${account}`,
    )
    .toSorted();
}
