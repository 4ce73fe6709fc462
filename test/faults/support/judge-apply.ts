import type { WorldDump } from '../../../src/simulator/aws/world/dump.ts';
import { accessNow } from '../../properties/support/access.ts';
import { differences, unless } from './differences.ts';
import type { Play } from './open-fault-stage.ts';
import { factsOf, type Rehearsal } from './rehearse.ts';
import type { Job } from './run-job.ts';
import { untruths } from './untruths.ts';

/**
 * What is wrong with the end of an apply, whatever happened to it, given what was
 * live before it; `isDone`: it may leave nothing undone.
 */
export function judgeApply(
  play: Play,
  before: WorldDump,
  job: Job,
  { wanted, desired }: Rehearsal,
  isDone: boolean,
): string[] {
  const { aws, repository } = play;
  const { result, exitCode, outcomes } = job.report;
  const comments = outcomesOn(play);
  const isGood = result === 'applied' || result === 'clean';
  const [status] = repository.statuses(repository.tip());
  return [
    ...untruths(job, before, aws.world.dump(), comments[0] ?? null),
    ...unless(exitCode === (isGood || result === 'blocked' ? 0 : 1), `${result} exits ${exitCode}`),
    ...unless(
      (status?.state === 'success') === isGood,
      `the commit is marked ${status?.state}, and the apply ended ${result}`,
    ),
    ...unless(!isDone || isGood, `the apply ended ${result}`),
    ...unless(comments.length < 2, 'the pull request has two outcomes'),
    ...unless(isGood || outcomes.length === 0 || comments.length > 0, 'nobody was told'),
    ...(isGood ? differences('what is live', factsOf(aws), desired) : []),
    ...(isGood ? differences('access', namesOf(accessNow(aws)), namesOf(wanted)) : []),
  ];
}

function namesOf(access: ReadonlyMap<string, string>): string[] {
  return [...access].map(([key, content]) => `${key}: ${content}`);
}

function outcomesOn({ repository, pull }: Play): string[] {
  return repository
    .comments(pull.number)
    .map(({ body }) => body)
    .filter((body) => body.startsWith('<!-- identity-center-reconciler:outcome '));
}
