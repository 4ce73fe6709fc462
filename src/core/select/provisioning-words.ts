import type { Directory } from '../model/directory.ts';

/** Why no group comes to AWS by itself, and the one thing to do; null where provisioning runs. */
export function whyNothingComes({
  application,
  hasProvisioningJob,
  jobState,
}: Directory): { readonly why: string; readonly help: string } | null {
  const name = `"${application.displayName}"`;
  const setUp = `set up provisioning of ${name} (doctor says how)`;
  if (!hasProvisioningJob) {
    return { why: `${name} has no provisioning job, so nothing brings it`, help: setUp };
  }
  switch (jobState) {
    case 'not-configured':
      return {
        why: `provisioning of ${name} is not configured, so nothing brings it`,
        help: setUp,
      };
    case 'never-run':
      return {
        why: `provisioning of ${name} has never run, so nothing has brought anything yet`,
        help: `see to it that provisioning of ${name} is started`,
      };
    case 'paused':
      return {
        why: `provisioning of ${name} is paused: no cycle runs until somebody starts it`,
        help: `start provisioning of ${name}`,
      };
    case 'quarantine':
      return {
        why: `provisioning of ${name} is in quarantine: Entra tries it about once a day, and turns it off after four weeks`,
        help: `mend what provisioning of ${name} fails at (doctor shows it)`,
      };
    // What Graph did not say is nothing to warn of.
    case 'running':
    case 'unknown':
      return null;
  }
}
