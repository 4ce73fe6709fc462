import { getIDToken } from '@actions/core';

/** The job's token for an audience, from the runner, which masks it; needs `id-token: write`. */
export function fetchIdToken(audience: string): Promise<string> {
  return getIDToken(audience);
}
