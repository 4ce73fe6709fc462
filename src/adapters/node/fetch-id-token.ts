import { getIDToken } from '@actions/core';

/** The job's token for an audience, from the runner, which masks it; needs `id-token: write`. */
export function fetchIdToken(audience: string): Promise<string> {
  return getIDToken(audience).catch((error: unknown) => {
    // Without what was thrown: it quotes whatever was answered, and comments are not masked.
    throw new Error(reasonOf(error instanceof Error ? error.message : ''));
  });
}

/** What of the toolkit's words is its own. */
function reasonOf(message: string): string {
  const [, missing] = /Unable to get (ACTIONS_ID_TOKEN_REQUEST_\w+)/.exec(message) ?? [];
  if (missing !== undefined) return `${missing} is not set`;
  const [, status, rest] = /Error Code : (\d{3}|undefined)\s([^]*)/.exec(message) ?? [];
  if (status === undefined) return 'its answer holds no token';
  if (status !== 'undefined') return `it answered with status ${status}`;
  // Nothing was answered, so these are Node's words.
  const code = /\b(?:E[A-Z]{4,}|ERR_[A-Z_]+|[A-Z_]*CERT[A-Z_]*)\b/.exec(rest ?? '')?.[0];
  return `it cannot be reached (${code ?? 'no reason known'})`;
}
