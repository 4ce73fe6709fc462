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
  /** Digests by id of everything that there is to be seen, drift too. */
  readonly everything: ReadonlyMap<string, string>;
}

export async function look(stage: FaultStage, mode: Looking): Promise<Sight> {
  const play = await stage.begin();
  const job = await play.run(mode);
  const sight = { asked: play.asked(), job, comments: commentsOn(play) };
  const { plan } = (await play.run(mode, { read: 'complete' })).report;
  await play.close();
  return {
    ...sight,
    everything: new Map(plan?.operations.map(({ id, digest }) => [id, digest])),
  };
}

/**
 * A plan or a drift run while something fails, then another when nothing does: where the first left AWS
 * and GitHub as they were, that was played already. Answers what was not as it must be; the log of the
 * first where that is anything.
 */
export async function playPlanFault(
  stage: FaultStage,
  mode: Looking,
  clear: Sight,
  cell: Cell,
): Promise<string[]> {
  const play = await stage.begin();
  try {
    const gitHub = gitHubOf(play);
    const heal = bringOn(play, cell);
    const job = await play.run(mode);
    heal();
    const same = job.planJson === clear.job.planJson;
    const again = same || gitHubOf(play) === gitHub ? clear.job : await play.run(mode);
    const wrong = [
      ...unless(same || !cell.ailment.passes, 'the plan is another one'),
      ...(same ? alike(job, clear.job) : sawLess(job, clear, commentsOn(play), mode)),
      ...differences('the plan afterwards', linesOf(again), linesOf(clear.job)),
      ...unless(commentsOn(play).length === clear.comments.length, 'there are more comments'),
      ...play.aws.log.writes().map(({ operation }) => `it wrote: ${operation}`),
      ...play.invalid().map((request) => `invalid: ${request}`),
    ];
    return wrong.length === 0 ? [] : [...wrong, job.log];
  } finally {
    await play.close();
  }
}

export function alike(job: Job, clear: Job): string[] {
  return [
    ...unless(job.report.result === clear.report.result, `the result is ${job.report.result}`),
    ...unless(job.report.exitCode === clear.report.exitCode, `it exits ${job.report.exitCode}`),
    ...unless(withoutCauses(job.log) === withoutCauses(clear.log), 'the log is another one'),
  ];
}

/** Who did it is good to know: where it cannot be asked, a drift run says so, and the rest stays. */
function withoutCauses(log: string): string {
  return log
    .split('\n')
    .filter(
      (line) => line !== '' && !/CloudTrail|first seen on|^Who did it|sso:Describe/.test(line),
    )
    .join('\n');
}

/** Who sees less says so, and claims nothing that is not so. Another way of reading may see more. */
function sawLess(job: Job, clear: Sight, comments: readonly string[], mode: Looking): string[] {
  const { result, exitCode, plan } = job.report;
  const stack = unless(!/^\s+at .*:\d+:\d+\)?$/mu.test(job.log), 'the log shows a stack');
  if (plan === null) {
    return [
      ...stack,
      ...unless(result === 'failed' && exitCode === 1, `without a plan: ${result}, ${exitCode}`),
      ...unless(mode === 'drift' || comments.length === 1, 'nobody was told'),
    ];
  }
  const planned = new Set(
    plan.operations.filter(({ status }) => status === 'planned').map(({ id }) => id),
  );
  const missing = (clear.job.report.plan?.operations ?? []).filter(
    ({ id, status }) => status === 'planned' && !planned.has(id),
  );
  // As a warning it is about something that nothing depends on.
  const isTold = plan.findings.some(
    ({ code, severity }) => code === 'unread-part' && severity === 'error',
  );
  return [
    ...stack,
    ...plan.operations
      .filter(({ id, digest }) => planned.has(id) && clear.everything.get(id) !== digest)
      .map(({ id }) => `the plan shows what is not so: ${id}`),
    ...(isTold ? [] : missing.map(({ id }) => `not seen, and nothing is told: ${id}`)),
    ...unless(!isTold || !plan.exhaustive, 'the plan says that everything was read'),
    ...unless(
      isTold ? result === 'blocked' : result === clear.job.report.result,
      `the result is ${result}`,
    ),
  ];
}

/** Everything there that a run may read. */
function gitHubOf({ repository: { state } }: Play): string {
  const { comments, statuses, issues } = state;
  return JSON.stringify([[...comments], statuses, [...issues]]);
}

/** A plan's operations and findings, whatever way of reading has told them. */
export function linesOf({ report: { plan, result } }: Job): string[] {
  return [
    result,
    ...(plan?.operations.map(({ id, digest, status }) => `${status} ${id} ${digest}`) ?? []),
    ...(plan?.findings.map(({ code, headline }) => `${code} ${headline}`) ?? []),
  ];
}

export function commentsOn({ repository, pull }: Play): string[] {
  return repository
    .comments(pull.number)
    .map(({ body }) => body)
    .filter((body) => body.startsWith('<!-- identity-center-reconciler:plan '));
}
