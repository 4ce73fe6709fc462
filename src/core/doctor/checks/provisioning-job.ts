import { amount } from '../amount.ts';
import { cannotTell, type Check, type CheckResult, fail, judge, pass } from '../check.ts';
import type { Facts } from '../facts.ts';
import { unknown } from '../known.ts';
import type { ProvisioningJob } from '../provisioning-facts.ts';
import { theJob } from '../the-job.ts';

export const provisioningJob: Check = {
  id: 'provisioning-job',
  title: 'Automatic provisioning is set up and running',
  guideSteps: [25, 32],
  run: ({ entra }: Facts) =>
    judge(entra.provisioning.jobs, (jobs) => {
      if (jobs.length === 0) {
        return fail(
          ['The application has no provisioning job: no group and no user reaches AWS.'],
          "set the application's provisioning to automatic, with endpoint and token of IAM Identity Center",
        );
      }
      if (jobs.length > 1 && jobs.every((job) => stopped.has(job.schedule))) {
        return fail([`None of ${amount(jobs.length, 'provisioning job')} is scheduled.`], start);
      }
      return judge(theJob(entra), judgeJob);
    }),
};

const start = "start provisioning on the application's provisioning page";
const stopped = new Set(['Disabled', 'Paused']);
/** In quarantine it runs all the same; its own check tells that. */
const running = new Set(['Active', 'Quarantine']);

function judgeJob({ id, status, schedule }: ProvisioningJob): CheckResult {
  const evidence = `The job "${id}" is ${status}, its schedule is ${schedule}.`;
  switch (status) {
    case 'NotConfigured':
      return fail([evidence], 'enter endpoint and token of IAM Identity Center and save');
    case 'NotRun':
    case 'Paused':
      return fail([evidence], start);
    default:
      if (stopped.has(schedule)) return fail([evidence], start);
      if (schedule === 'Active' && running.has(status)) return pass(evidence);
      return cannotTell(
        unknown(evidence, { help: "look at the application's provisioning page whether it runs" }),
      );
  }
}
