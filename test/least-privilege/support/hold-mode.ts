import { afterAll, describe, expect, it } from 'vitest';
import type { AwsSimulator } from '../../../src/simulator/aws/start-aws-simulator.ts';
import { isReading } from './iam-action-of.ts';
import { isUpdating, listsOf } from './lists-of.ts';
import { occasions, type Mode } from './occasions.ts';
import { openOccasion, type OpenOccasion, type Played } from './play-occasion.ts';
import { policiesOfMode } from './policies-of-mode.ts';
import { filled, readPolicy, valuesOf, withoutAction } from './policy-files.ts';

/** Without these a run does the same in another way, and says what it went without. */
const goesOnWithout: readonly string[] = [
  'access-analyzer:ValidatePolicy',
  'cloudtrail:LookupEvents',
  'identitystore:ListGroupMemberships',
  'sso:DescribeAccountAssignmentCreationStatus',
  'sso:DescribeAccountAssignmentDeletionStatus',
  'sso:GetApplicationAssignmentConfiguration',
  'sso:ListAccountAssignmentCreationStatus',
  'sso:ListAccountAssignmentDeletionStatus',
  'sso:ListAccountAssignmentsForPrincipal',
];

const everything = {
  Version: '2012-10-17',
  Statement: [{ Effect: 'Allow', Action: '*', Resource: '*' }],
};

interface Known {
  readonly occasion: OpenOccasion;
  readonly played: Played;
}

/** Tests that a mode works with exactly the policies of its lists, and needs every action of them. */
export async function holdMode(mode: Mode, ends: readonly string[]): Promise<void> {
  const known: Known[] = [];
  for (const one of occasions[mode]) {
    const occasion = await openOccasion(one);
    afterAll(() => occasion.close());
    const policies = isUpdating ? () => [everything] : (aws: AwsSimulator) => roleOf(mode, aws);
    known.push({ occasion, played: await occasion.play(policies) });
  }
  const lists = listsOf(
    mode,
    known.flatMap(({ played }) => played.asked),
  );

  describe(`the role of mode ${mode}`, () => {
    it('is allowed what the mode asks for, and nothing else', () => {
      expect(lists.allowed).toEqual(lists.called);
      expect(lists.files.map(readPolicy)).toEqual(lists.made);
    });

    it.each(known)('lets it $occasion.name', ({ played }) => {
      expect(ends).toContain(played.job.report.result);
      expect(played.job.warnings).toEqual([]);
      expect(played.untruths).toEqual([]);
      expect(mode === 'apply' || played.writes.length === 0).toBe(true);
    });
  });

  describe(`without one action, mode ${mode}`, () => {
    for (const action of lists.allowed) {
      const chosen = known.find(({ played }) => played.asked.includes(action));
      const goesOn = goesOnWithout.includes(action);
      const does = goesOn ? 'goes on and says so' : 'fails and names it';
      it(`${does}: ${action}`, async () => {
        if (chosen === undefined) throw new Error('nothing that the mode does asks for it');
        const { occasion, played } = chosen;
        const lacking = await occasion.play((aws) =>
          roleOf(mode, aws).map((policy) => withoutAction(policy, action)),
        );
        expect(goesOn ? lost(lacking, played, action) : unclear(lacking, action)).toEqual([]);
      });
    }
  });
}

function roleOf(mode: Mode, aws: AwsSimulator) {
  return policiesOfMode[mode].map((name) => filled(readPolicy(name), valuesOf(aws)));
}

/** Why somebody who reads about the failure would not know what to do. */
function unclear(
  { job, comments, told, untruths, writes, occasion }: Played,
  action: string,
): string[] {
  const { result, exitCode, outcomes, plan } = job.report;
  const wrong: string[] = [...untruths];
  if (result !== 'failed' && result !== 'blocked') wrong.push(`it ended ${result}`);
  if (result === 'failed' && exitCode !== 1) wrong.push(`it failed and exits ${exitCode}`);
  if (!job.log.includes(action)) wrong.push('the log does not name the action');
  if (occasion !== 'drift' && !comments.includes(action)) wrong.push('no comment names the action');
  if (/^\s+at .*:\d+:\d+\)?$/mu.test(told)) wrong.push('there is a stack trace');
  if (plan === null && writes.length > 0) wrong.push(`it wrote without a plan: ${writes.join()}`);
  const isRefused =
    isReading(action) || outcomes.some(({ outcome }) => outcome.result === 'failed');
  if (!isRefused) wrong.push('no operation is told as failed');
  return wrong;
}

/** What a run without an optional action did not do, or did not say. */
function lost({ job, told, untruths, writes }: Played, clear: Played, action: string): string[] {
  const wrong: string[] = [...untruths];
  const { result } = clear.job.report;
  if (job.report.result !== result) wrong.push(`it ended ${job.report.result}, not ${result}`);
  if (!told.includes(action)) wrong.push('nothing names the action');
  const missing = clear.writes.filter((write) => !writes.includes(write));
  if (missing.length > 0) wrong.push(`it did not do ${missing.join()}`);
  return wrong;
}
