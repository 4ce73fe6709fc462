import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import type { FaultEffect } from '../../../src/simulator/aws/faults.ts';
import { openStory } from '../harness/open-story.ts';
import { ownOperations } from '../harness/own-operations.ts';
import { ended } from '../harness/run-job.ts';

const lastAssignment = fileURLToPath(new URL('../last-assignment/', import.meta.url));

test.each<[string, string, FaultEffect, string]>([
  [
    'AWS refuses to list them',
    'ListGroupMemberships',
    { kind: 'access-denied' },
    'AWS refuses identitystore:ListGroupMemberships to the role that plans',
  ],
  [
    'AWS is throttled without end',
    'ListGroupMemberships',
    { kind: 'throttle' },
    'the identity store was asked so much by others that it did not answer in time',
  ],
  [
    'the group is deleted meanwhile',
    'ListGroupMemberships',
    { kind: 'error', code: 'ResourceNotFoundException', message: 'GROUP not found.' },
    'the identity store no longer has it',
  ],
])(
  'where %s the plan is the same, and says that it does not know',
  async (_, operation, effect, why) => {
    const story = await openStory(import.meta.dirname, { from: lastAssignment, base: 'base' });
    await story.settle();
    const pullRequest = story.pullRequest('../last-assignment/change');
    const known = await pullRequest.plan();
    ended(known, 'changes');
    expect(known.plan?.people).toMatchObject({ unknown: [], counts: { lose: 3 } });

    story.stage.aws.faults.add({ operation, effect });
    const asked = (): number => story.stage.aws.log.of(operation).length;
    const before = asked();
    const plan = await pullRequest.plan();
    ended(plan, 'changes');
    expect(asked()).toBeGreaterThan(before);
    expect(plan.plan?.digest).toBe(known.plan?.digest);
    expect(ownOperations(plan)).toEqual(ownOperations(known));
    expect(plan.plan?.people).toMatchObject({
      counts: { lose: 0 },
      unknown: ['Auditors', 'Payments'].map((name) => ({ principal: { name }, why })),
    });

    pullRequest.merge();
    const planned = asked();
    ended(await story.apply(), 'applied');
    expect(asked()).toBe(planned);
    await story.ends();
  },
);

test('where users may not be described they are counted, and nothing is missing', async () => {
  const story = await openStory(import.meta.dirname, { from: lastAssignment, base: 'base' });
  await story.settle();
  story.stage.aws.faults.add({ operation: 'DescribeUser', effect: { kind: 'access-denied' } });
  const pullRequest = story.pullRequest('../last-assignment/change');
  const plan = await pullRequest.plan();
  ended(plan, 'changes');
  expect(plan.plan?.people).toMatchObject({ unknown: [], counts: { lose: 3 } });
  expect(plan.plan?.people?.changes.flatMap(({ names }) => names)).toEqual([]);
  await story.ends();
});
