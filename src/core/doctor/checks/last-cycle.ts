import { type Check, type CheckResult, fail, judge, pass, warn } from '../check.ts';
import { elapsedWords, secondsSince } from '../elapsed.ts';
import type { Facts } from '../facts.ts';
import type { ProvisioningJob } from '../provisioning-facts.ts';
import { theJob } from '../the-job.ts';

/** Seconds; what Entra ID keeps to for this application where the job says nothing. */
const usualInterval = 2400;
const aDay = 86_400;

export const lastCycle: Check = {
  id: 'last-cycle',
  title: 'The last provisioning cycle was on time and went well',
  guideSteps: [33],
  run: (facts: Facts) => judge(theJob(facts.entra), (job) => judgeCycle(job, facts)),
};

function judgeCycle({ lastCycle: last, interval }: ProvisioningJob, facts: Facts): CheckResult {
  if (last === null) {
    return fail(
      ['There has been no cycle yet.'],
      'start provisioning, and wait: the first cycle may take hours',
    );
  }
  const every = interval ?? usualInterval;
  const age = secondsSince(facts.now, last.endedAt);
  const when = `It ended ${elapsedWords(age)} ago and is due every ${elapsedWords(every)}.`;
  const error = last.error === null || facts.isPublicRepository ? [] : [last.error];
  const log = "open the application's provisioning log at that time";
  if (last.state === 'Failed') return fail(['The last cycle failed.', when, ...error], log);
  if (age > Math.max(aDay, 3 * every)) {
    return fail([when], 'see on the provisioning page why no cycle starts');
  }
  if (last.state !== 'Succeeded') {
    return warn([`The last cycle ended as ${last.state}.`, when, ...error], log);
  }
  if (age > 3 * every) {
    return warn(
      [when],
      'run the doctor again in an hour: a long cycle is late without being wrong',
    );
  }
  return pass('The last cycle succeeded.', when);
}
