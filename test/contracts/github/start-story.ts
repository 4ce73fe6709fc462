import { getOctokit } from '@actions/github';
import { expect } from 'vitest';
import * as z from 'zod';
import type {
  GitHubOptions,
  GitHubSimulator,
} from '../../../src/simulator/github/github-simulator.ts';
import type { RepositoryHandle } from '../../../src/simulator/github/repository-handle.ts';
import { startGitHubSimulator } from '../../../src/simulator/github/start-github-simulator.ts';
import type { Permissions } from '../../../src/simulator/github/world/account.ts';
import { ManualClock } from '../../../src/simulator/github/world/clock.ts';
import type { PullRequest } from '../../../src/simulator/github/world/threads.ts';

export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly body: unknown;
}

export const accessFile = 'access/payments.yaml';

/** A private repository of acme with a default branch and alice's open pull request #1. */
export class Story implements AsyncDisposable {
  readonly github: GitHubSimulator;
  readonly clock: ManualClock;
  readonly repository: RepositoryHandle;
  readonly pull: PullRequest;
  readonly at = { owner: 'acme', repo: 'access' } as const;

  constructor(github: GitHubSimulator, clock: ManualClock) {
    this.github = github;
    this.clock = clock;
    this.repository = github.createRepository({
      owner: 'acme',
      name: 'access',
      files: { [accessFile]: 'a: 1\nb: 2\nc: 3\nd: 4\ne: 5\n', 'README.md': 'access\n' },
    });
    this.repository.addCollaborator('alice', 'write');
    this.repository.addCollaborator('bob', 'maintain');
    this.repository.addCollaborator('carol', 'read');
    clock.advance(60_000);
    this.repository.commit({
      branch: 'feature',
      files: { [accessFile]: 'a: 10\nb: 2\nc: 3\nd: 4\ne: 5\n', 'access/new.yaml': 'x: 1\n' },
      message: 'Give payments access',
      author: 'alice',
    });
    this.pull = this.repository.openPullRequest({
      head: 'feature',
      author: 'alice',
      title: 'Payments',
    });
  }

  octokit(token = this.github.jobToken(this.repository)): ReturnType<typeof getOctokit> {
    return getOctokit(token, { baseUrl: this.github.url });
  }

  limited(permissions: Permissions): ReturnType<typeof getOctokit> {
    return this.octokit(this.github.jobToken(this.repository, permissions));
  }

  async request(
    method: string,
    path: string,
    body?: unknown,
    token = this.github.jobToken(this.repository),
  ): Promise<Answer> {
    const url = path.startsWith('http') ? path : `${this.github.url}/repos/acme/access${path}`;
    const init = { method, ...(body !== undefined && { body: JSON.stringify(body) }) };
    const response = await fetch(url, { ...init, headers: { authorization: `Bearer ${token}` } });
    const text = await response.text();
    const parsed: unknown = text === '' ? undefined : JSON.parse(text);
    return { status: response.status, headers: response.headers, body: parsed };
  }

  async graphql(
    query: string,
    variables = {},
    token = this.github.jobToken(this.repository),
  ): Promise<{ data: unknown; errors: unknown }> {
    const { body } = await this.request(
      'POST',
      this.github.graphqlUrl,
      { query, variables },
      token,
    );
    return z
      .looseObject({ data: z.unknown().optional(), errors: z.unknown().optional() })
      .transform(({ data, errors }) => ({ data, errors }))
      .parse(body);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.github.close();
  }
}

export async function startStory(options: Omit<GitHubOptions, 'clock'> = {}): Promise<Story> {
  const clock = new ManualClock();
  return new Story(await startGitHubSimulator({ ...options, clock }), clock);
}

/** For the inside of a larger expectation, where vitest's own matcher is of type any. */
export function containing(text: string): unknown {
  return expect.stringContaining(text);
}
