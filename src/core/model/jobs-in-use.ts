/**
 * Of an application's provisioning jobs those that may be the one in use: what is scheduled, else all.
 * How the last run of a job went says nothing of it: one in quarantine is in use.
 */
export function jobsInUse<Job extends { readonly schedule: string | null }>(
  jobs: readonly Job[],
): readonly Job[] {
  const scheduled = jobs.filter(({ schedule }) => schedule === 'Active');
  return scheduled.length === 0 ? jobs : scheduled;
}
