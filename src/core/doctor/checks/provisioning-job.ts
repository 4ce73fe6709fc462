import { type Check, type CheckResult, fail, judge, pass } from '../check.ts';
import type { Facts } from '../facts.ts';
import type { ProvisioningJob } from '../provisioning-facts.ts';
import { theJob } from '../the-job.ts';

export const provisioningJob: Check = {
  id: 'provisioning-job',
  title: 'Automatic provisioning is set up and running',
  guideSteps: [25, 32],
  run: ({ entra }: Facts) =>
    judge(entra.provisioning.jobs, (jobs) =>
      jobs.length === 0
        ? fail(
            ['The application has no provisioning job: no group and no user reaches AWS.'],
            "set the application's provisioning to automatic, with endpoint and token of IAM Identity Center",
          )
        : judge(theJob(entra), judgeJob),
    ),
};

function judgeJob({ id, status, schedule }: ProvisioningJob): CheckResult {
  const evidence = `The job "${id}" is ${status}, its schedule is ${schedule}.`;
  switch (status) {
    case 'NotConfigured':
      return fail([evidence], 'enter endpoint and token of IAM Identity Center and save');
    case 'NotRun':
    case 'Paused':
      return fail([evidence], "start provisioning on the application's provisioning page");
    default:
      if (schedule === 'Disabled') {
        return fail([evidence], "start provisioning on the application's provisioning page");
      }
      return pass(evidence);
  }
}
