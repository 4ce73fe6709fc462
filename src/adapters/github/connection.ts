import * as z from 'zod';
import type { getOctokit } from '@actions/github';
import { PortError } from '../../ports/port-error.ts';
import type { Answer, Call } from './call.ts';
import { describeFailure, type Failure } from './failure.ts';
import { createGate } from './gate.ts';
import { fetchBounded } from './fetch-bounded.ts';
import { defaultGitHubLimits, type GitHubOptions } from './github-options.ts';
import { nextLink } from './next-page.ts';
import { nextTry } from './next-try.ts';

type Octokit = ReturnType<typeof getOctokit>;

/** Calls with their bounds: time-out, tries, rate limits and how many at once. */
export interface Connection {
  /** One REST call; `{owner}` and `{repo}` are filled in. */
  send(call: Call): Promise<Answer>;
  /** One POST to the GraphQL endpoint; a query, so always repeatable. */
  query(
    call: Call,
    query: string,
    variables: Readonly<Record<string, string | number | null>>,
  ): Promise<Answer>;
  /** What a REST call redirects to, `limit` bytes at the most. The token goes to the API alone. */
  download(call: Call, limit: number): Promise<Uint8Array>;
  /** Waits on behalf of a call; rejects as `cancelled` when the run ends first. */
  pause(call: Call, milliseconds: number): Promise<void>;
}

const silent = { debug: ignore, info: ignore, warn: ignore, error: ignore };
const linkHeader = z.object({ link: z.string().optional() });
const redirection = z.object({
  status: z.literal([301, 302, 303, 307, 308]),
  headers: z.object({ location: z.url() }),
});

type Outcome = Omit<Answer, 'tries'> | Failure;

export function createConnection(options: GitHubOptions): Connection {
  const limits = { ...defaultGitHubLimits, ...options.limits };
  const gate = createGate(limits.inFlight);
  let octokit: Promise<Octokit> | null = null;

  /** On first use, because @actions/github reads and parses the event file when it is loaded. */
  function connect(): Promise<Octokit> {
    octokit ??= import('@actions/github').then(({ getOctokit: create }) =>
      // octokit would print warnings that a server words to standard output, where commands are read.
      create(options.token, { baseUrl: options.apiUrl.replace(/\/+$/, ''), log: silent }),
    );
    return octokit;
  }

  async function tryOnce(
    route: string,
    parameters: Readonly<Record<string, unknown>>,
  ): Promise<Outcome> {
    const client = await connect();
    return bounded(async (signal) => {
      const response = await client.request(route, { ...parameters, request: { signal } });
      const data: unknown = response.data;
      // octokit hands over text where JSON was cut short or a proxy answered in GitHub's place.
      if (response.status !== 204 && typeof data !== 'object')
        return { kind: 'lost', message: 'the answer was cut short or is not JSON' };
      return { data, next: nextLink(linkHeader.parse(response.headers).link) };
    });
  }

  async function tryDownload(
    call: Call,
    parameters: Readonly<Record<string, unknown>>,
    limit: number,
  ): Promise<Outcome> {
    const client = await connect();
    return bounded(async (signal) => {
      const request = { signal, redirect: 'manual' as const, parseSuccessResponseBody: false };
      const response: unknown = await client.request(call.route, { ...parameters, request });
      const found = redirection.safeParse(response);
      if (!found.success) return { kind: 'lost', message: 'GitHub did not say where it lies' };
      const { location } = found.data.headers;
      if (options.apiUrl.startsWith('https:') && !location.startsWith('https:'))
        throw new PortError('bad-answer', call.route, 'GitHub sent us to a place without TLS');
      return { data: await fetchBounded(call.route, location, limit, signal), next: null };
    });
  }

  async function bounded(attempt: (signal: AbortSignal) => Promise<Outcome>): Promise<Outcome> {
    const timeout = AbortSignal.timeout(limits.callTimeout);
    const signal =
      options.signal === undefined ? timeout : AbortSignal.any([timeout, options.signal]);
    try {
      return await attempt(signal);
    } catch (error) {
      if (error instanceof PortError) throw error;
      if (timeout.aborted)
        return { kind: 'lost', message: `no answer within ${limits.callTimeout / 1000} s` };
      return describeFailure(error);
    }
  }

  async function persist(call: Call, attempt: () => Promise<Outcome>): Promise<Answer> {
    let throttled = 0;
    for (let tries = 1; ; tries += 1) {
      throwIfCancelled(call, options.signal);
      const outcome = await attempt();
      if ('data' in outcome) return { ...outcome, tries };
      throwIfCancelled(call, options.signal);
      const next = nextTry(call, outcome, { tries, throttled, now: options.clock.now() }, limits);
      if (next.kind === 'stop') throw next.error;
      if (next.throttled) throttled += next.milliseconds;
      await pause(call, next.milliseconds);
    }
  }

  async function pause(call: Call, milliseconds: number): Promise<void> {
    try {
      await options.clock.sleep(milliseconds, options.signal);
    } catch (error) {
      throwIfCancelled(call, options.signal);
      throw error;
    }
  }

  function parametersOf(call: Call): Readonly<Record<string, unknown>> {
    const { owner, name } = options.repository;
    // octokit sends what a template has no place for as a query.
    const place = call.route.includes('{owner}') ? { owner, repo: name } : {};
    return { ...call.parameters, ...place };
  }

  return {
    send: (call) => gate(() => persist(call, () => tryOnce(call.route, parametersOf(call)))),
    query(call, query, variables) {
      const route = `POST ${options.graphqlUrl}`;
      return gate(() => persist(call, () => tryOnce(route, { query, variables })));
    },
    async download(call, limit) {
      const parameters = parametersOf(call);
      const { data } = await gate(() => persist(call, () => tryDownload(call, parameters, limit)));
      return z.instanceof(Uint8Array).parse(data);
    },
    pause,
  };
}

function ignore(): void {
  // Nobody reads octokit's log.
}

function throwIfCancelled(call: Call, signal: AbortSignal | undefined): void {
  if (signal?.aborted === true)
    throw new PortError('cancelled', call.route, 'the run was interrupted', {
      cause: signal.reason,
    });
}
