import { setSecret } from '@actions/core';

/** Shorter ones would black out ordinary words of the log. */
const shortestSecret = 6;

/**
 * Asks the runner to black out secrets in logs and summaries, each of their lines on its own. Only in a
 * job: anywhere else the request itself would print them.
 */
export function maskSecrets(secrets: readonly string[], inJob: boolean): void {
  if (!inJob) return;
  for (const secret of secrets)
    for (const line of secret.split(/[\r\n]+/))
      if (line.trim().length >= shortestSecret) setSecret(line.trim());
}
