import type { EntraFacts } from './entra-facts.ts';
import { type Known, known, unknown } from './known.ts';
import type { ProvisioningJob } from './provisioning-facts.ts';

/** The provisioning job that runs, where there are several. */
export function theJob({ provisioning }: EntraFacts): Known<ProvisioningJob> {
  const { jobs } = provisioning;
  if (!jobs.known) return jobs;
  const job = jobs.value.find(({ status }) => status === 'Active') ?? jobs.value[0];
  if (job !== undefined) return known(job);
  return unknown('The enterprise application has no provisioning job.', {
    help: 'set up provisioning first',
  });
}
