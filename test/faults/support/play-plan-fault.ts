import { bringOn } from './bring-on.ts';
import type { Cell } from './cells.ts';
import { differences, unless } from './differences.ts';
import type { Asked, FaultStage, Play } from './open-fault-stage.ts';
import type { Job } from './run-job.ts';

export type Looking = 'drift' | 'plan';

/** What a run that only looks sees where nothing fails. */
export interface Sight {
  readonly asked: readonly Asked[];
  readonly job: Job;
  readonly comments: readonly string[];
}

export async function look(stage: FaultStage, mode: Looking): Promise<Sight> {
  const play = await stage.begin();
  const job = await play.run(mode);
  const sight = { asked: play.asked(), job, comments: commentsOn(play) };
  await play.close();
  return sight;
}

/**
 * A plan or a drift run while something fails, then another when nothing does. Answers what was not as
 * it must be; the log of the first where that is anything.
 */
export async function playPlanFault(
  stage: FaultStage,
  mode: Looking,
  clear: Sight,
  cell: Cell,
): Promise<string[]> {
  const play = await stage.begin();
  try {
    const heal = bringOn(play, cell);
    const job = await play.run(mode);
    heal();
    const same = job.planJson === clear.job.planJson;
    const wrong = [
      ...unless(same || !cell.ailment.passes, 'the plan is another one'),
      ...(same ? alike(job, clear.job) : sawLess(job, clear.job, commentsOn(play), mode)),
      ...unless(
        same || (await play.run(mode)).planJson === clear.job.planJson,
        'afterwards, the plan is another one',
      ),
      ...(mode === 'plan' ? differences('the comment', commentsOn(play), clear.comments) : []),
      ...play.aws.log.writes().map(({ operation }) => `it wrote: ${operation}`),
      ...play.invalid().map((request) => `invalid: ${request}`),
    ];
    return wrong.length === 0 ? [] : [...wrong, job.log];
  } finally {
    await play.close();
  }
}

function alike(job: Job, clear: Job): string[] {
  return [
    ...unless(job.report.result === clear.report.result, `the result is ${job.report.result}`),
    ...unless(job.report.exitCode === clear.report.exitCode, `it exits ${job.report.exitCode}`),
    ...unless(job.log === clear.log, 'the log is another one'),
  ];
}

/** Who sees less says so, and claims nothing that is not so. */
function sawLess(job: Job, clear: Job, comments: readonly string[], mode: Looking): string[] {
  const { result, exitCode, plan } = job.report;
  const stack = unless(!/^\s+at .*:\d+:\d+\)?$/mu.test(job.log), 'the log shows a stack');
  if (plan === null) {
    return [
      ...stack,
      ...unless(
        result === 'failed' && exitCode === 1,
        `without a plan: ${result}, exit ${exitCode}`,
      ),
      ...unless(mode === 'drift' || comments.length === 1, 'nobody was told'),
    ];
  }
  const known = new Map(clear.report.plan?.operations.map((one) => [one.id, one]));
  const claims = plan.operations.filter(
    ({ id, digest, status }) => status === 'planned' && known.get(id)?.digest !== digest,
  );
  return [
    ...stack,
    ...claims.map(({ id }) => `the plan shows what is not so: ${id}`),
    ...unless(!plan.exhaustive, 'the plan says that everything was read'),
    ...unless(
      plan.findings.some(({ code }) => code === 'unread-part'),
      'the plan does not say what could not be read',
    ),
    ...unless(result === 'blocked', `less was seen, and the result is ${result}`),
  ];
}

function commentsOn({ repository, pull }: Play): string[] {
  return repository
    .comments(pull.number)
    .map(({ body }) => body)
    .filter((body) => body.startsWith('<!-- identity-center-reconciler:plan '));
}
