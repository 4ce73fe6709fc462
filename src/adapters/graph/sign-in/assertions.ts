import { readFile } from 'node:fs/promises';
import type { Clock } from '../../../ports/clock.ts';
import { failureOfError } from '../request/classify-failure.ts';
import { withTimeLimit } from '../request/with-time-limit.ts';
import type { Credential } from './choose-credential.ts';
import { signInProblem } from './sign-in-problem.ts';
import { type TokenClaims, tokenClaims } from './token-claims.ts';

/** A token of somebody whom Entra trusts, in place of a secret. */
export interface Assertion {
  readonly token: string;
  readonly claims: TokenClaims | null;
}

/** Asks the runner for the job's token for an audience. */
export type FetchIdToken = (audience: string) => Promise<string>;

const longestFetch = 30_000;
const margin = 60_000;
/** For a token that does not say how long it holds. */
const unknownLifetime = 60_000;

/** The job's token, asked for once and kept until a minute before its end. */
export class Assertions {
  readonly #clock: Clock;
  readonly #fetchIdToken: FetchIdToken;
  #kept: { readonly assertion: Assertion; readonly until: number } | null = null;

  constructor(clock: Clock, fetchIdToken: FetchIdToken) {
    this.#clock = clock;
    this.#fetchIdToken = fetchIdToken;
  }

  /** Null for a credential that needs none. */
  async for(
    credential: Credential,
    audience: string,
    signal: AbortSignal,
  ): Promise<Assertion | null> {
    switch (credential.kind) {
      case 'secret':
      case 'azure-cli':
        return null;
      case 'token-file':
        return readTokenFile(credential.file);
      case 'job':
        return this.#ofJob(audience, signal);
    }
  }

  async #ofJob(audience: string, signal: AbortSignal): Promise<Assertion> {
    const now = this.#clock.now();
    if (this.#kept !== null && now < this.#kept.until) return this.#kept.assertion;
    const token = await this.#fetch(audience, signal);
    const claims = tokenClaims(token);
    const { iat, exp } = claims ?? {};
    // By its length and not by its end: GitHub's clock need not be this machine's.
    const lifetime =
      iat === undefined || exp === undefined ? unknownLifetime : (exp - iat) * 1000 - margin;
    const assertion = { token, claims };
    this.#kept = { assertion, until: now + lifetime };
    return assertion;
  }

  async #fetch(audience: string, signal: AbortSignal): Promise<string> {
    try {
      return await withTimeLimit(this.#clock, longestFetch, signal, () =>
        this.#fetchIdToken(audience),
      );
    } catch (error) {
      const { name, text } = failureOfError(error);
      throw signInProblem(
        `GitHub gave this job no token (${name}: ${text})`,
        'run it again; if it lasts, see https://www.githubstatus.com',
        { kind: 'unavailable', cause: error },
      );
    }
  }
}

/** Read each time: whoever writes it keeps it fresh. */
async function readTokenFile(file: string): Promise<Assertion> {
  const token = await readFile(file, 'utf8').then(
    (text) => text.trim(),
    (error: unknown) => {
      throw signInProblem(
        'the file of AZURE_FEDERATED_TOKEN_FILE cannot be read',
        "let the step that writes it run before this one, or leave the variable out to use the job's own token",
        { cause: error },
      );
    },
  );
  if (token !== '') return { token, claims: tokenClaims(token) };
  throw signInProblem(
    'the file of AZURE_FEDERATED_TOKEN_FILE is empty',
    'let the step that writes it run before this one',
  );
}
