import { expect, test } from 'vitest';
import { watchReads } from '../harness/asked-of-aws.ts';
import { openStory } from '../harness/open-story.ts';
import { ended, type Job } from '../harness/run-job.ts';
import { line } from '../../core/support/planned.ts';

const driftOf = ({ plan }: Job): string[] => (plan?.operations.map(line) ?? []).toSorted();

test('drift is found by asking groups, and what may hide beside a group is not denied', async () => {
  const story = await openStory(import.meta.dirname);
  await story.settle();
  const before = story.live();
  story.console((aws) => {
    aws.consoleGrant({ group: 'Vendors' }, 'Developer', 'payments-prod');
    aws.consoleRevoke({ group: 'Auditors' }, 'Auditor', 'orders-dev');
    aws.consoleEditPolicy('Support', { sessionDuration: 'PT12H' });
    aws.consoleEditPolicy('Operator', { sessionDuration: 'PT12H' }, { provision: true });
    aws.consoleEditPolicy('Operator', { sessionDuration: 'PT4H' });
    aws.consoleProvision('Operator', 'payments-dev');
    // Nobody else has it there.
    aws.consoleGrant({ user: 'mallory' }, 'Support', 'payments-dev');
    // The group has it there, too.
    aws.consoleGrant({ user: 'mallory' }, 'Developer', 'orders-prod');
  });

  const asked = watchReads(story.stage.aws);
  const drift = await story.drift();
  const reads = asked();
  ended(drift, 'drift');
  expect(drift.plan?.reading.strategy).toBe('by-group');
  expect(drift.plan?.exhaustive).toBe(false);
  const found = [
    'drift grant Auditor orders-dev Auditors',
    'drift provision-permission-set Operator',
    'drift provision-permission-set Support',
    'drift revoke Developer payments-prod Vendors',
    'drift revoke Support payments-dev mallory',
    'drift update-permission-set Support',
  ];
  expect(driftOf(drift)).toEqual(found);
  // Where somebody loses something, and where no group is.
  expect(reads.lines.filter((text) => text.startsWith('ListAccountAssignments '))).toEqual([
    'ListAccountAssignments Developer payments-prod',
    'ListAccountAssignments Support payments-dev',
  ]);
  expect(reads.count('ListAccountAssignmentsForPrincipal')).toBe(4);

  const askedAll = watchReads(story.stage.aws);
  const complete = await story.drift({ inputs: { read: 'complete' } });
  const allReads = askedAll();
  ended(complete, 'drift');
  expect(complete.plan?.exhaustive).toBe(true);
  expect(driftOf(complete)).toEqual(
    [...found, 'drift revoke Developer orders-prod mallory'].toSorted(),
  );
  expect(allReads.count('ListAccountAssignmentsForPrincipal')).toBe(0);
  expect(allReads.count('ListAccountAssignments')).toBe(14);

  story.expectFiles({
    'by-group.md': drift.summary,
    'by-group.txt': drift.log,
    'by-group-asked.txt': reads.lines.join('\n'),
    'complete.md': complete.summary,
    'aws.txt': story.changesSince(before),
  });
  const digest = complete.outputs['plan-digest'] ?? '';
  ended(await story.dispatch({ 'approve-plan': digest }), 'applied');
  await story.ends();
});

test('a by-group run that finds nothing does not claim that nothing else is there', async () => {
  const story = await openStory(import.meta.dirname);
  await story.settle();
  story.console((aws) => {
    aws.consoleGrant({ user: 'mallory' }, 'Developer', 'orders-prod');
  });
  const drift = await story.drift();
  ended(drift, 'clean');
  expect(drift.plan?.exhaustive).toBe(false);
  const complete = await story.drift({ inputs: { read: 'complete' } });
  ended(complete, 'drift');
  story.expectFiles({ 'nothing-found.md': drift.summary, 'nothing-found.txt': drift.log });
  const digest = complete.outputs['plan-digest'] ?? '';
  ended(await story.dispatch({ 'approve-plan': digest }), 'applied');
  ended(await story.drift({ inputs: { read: 'complete' } }), 'clean');
  await story.ends();
});
