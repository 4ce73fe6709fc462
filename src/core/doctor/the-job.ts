import { jobsInUse } from '../model/jobs-in-use.ts';
import { amount } from './amount.ts';
import type { EntraFacts } from './entra-facts.ts';
import { type Known, known, unknown } from './known.ts';
import type { ProvisioningJob } from './provisioning-facts.ts';

/** The provisioning job in use, chosen as a plan chooses it. */
export function theJob({ provisioning }: EntraFacts): Known<ProvisioningJob> {
  const { jobs } = provisioning;
  if (!jobs.known) return jobs;
  const [only, ...others] = jobsInUse(jobs.value);
  if (only === undefined) {
    return unknown('The enterprise application has no provisioning job.', {
      help: 'set up provisioning first',
    });
  }
  if (others.length === 0) return known(only);
  const either = amount(others.length + 1, 'provisioning job');
  return unknown(`The enterprise application has ${either} that may be the one in use.`, {
    help: 'let the job that provisions AWS be the only one that is scheduled',
  });
}
