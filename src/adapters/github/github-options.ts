import type { Clock } from '../../ports/clock.ts';

export interface GitHubLimits {
  /** Milliseconds for one try of one call. */
  readonly callTimeout: number;
  /** Tries of one call, the first included. */
  readonly tries: number;
  /** Milliseconds that one call may spend waiting because GitHub asked it to. */
  readonly throttleWait: number;
  /** Calls of one connection that are under way at the same time; GitHub's own bound is 100. */
  readonly inFlight: number;
}

export const defaultGitHubLimits: GitHubLimits = {
  callTimeout: 30_000,
  tries: 5,
  throttleWait: 90_000,
  inFlight: 8,
};

/** Which GitHub, which repository and as whom; works with GitHub Enterprise Server and local servers. */
export interface GitHubOptions {
  /** GITHUB_API_URL. */
  readonly apiUrl: string;
  /** GITHUB_GRAPHQL_URL. */
  readonly graphqlUrl: string;
  readonly token: string;
  readonly repository: { readonly owner: string; readonly name: string };
  readonly clock: Clock;
  /** Ends reads at once. Leave it out of writers: what an interrupted run still has to say is said after it. */
  readonly signal?: AbortSignal;
  readonly limits?: Partial<GitHubLimits>;
}
