import { expect } from 'vitest';
import { isCommitId, type CommitId } from '../../../src/core/model/ids.ts';
import type { GitHubOptions } from '../../../src/adapters/github/github-options.ts';
import type { Clock } from '../../../src/ports/clock.ts';
import type { GitHubSimulator } from '../../../src/simulator/github/GitHubSimulator.ts';
import type { RepositoryHandle } from '../../../src/simulator/github/RepositoryHandle.ts';
import { startGitHubSimulator } from '../../../src/simulator/github/startGitHubSimulator.ts';
import type { ManualClock } from '../../../src/simulator/github/world/clock.ts';
import type { Settings } from '../../../src/simulator/github/world/settings.ts';

/** Time that passes only in sleeps, which end at once and are written down. */
export class TestClock implements Clock {
  readonly sleeps: number[] = [];
  #now = Date.parse('2026-11-02T09:00:00Z');

  now(): number {
    return this.#now;
  }

  async sleep(milliseconds: number, signal?: AbortSignal): Promise<void> {
    signal?.throwIfAborted();
    this.sleeps.push(milliseconds);
    this.#now += milliseconds;
    await Promise.resolve();
  }
}

export class Fixture implements AsyncDisposable {
  readonly clock = new TestClock();
  readonly simulator: GitHubSimulator;
  readonly repository: RepositoryHandle;

  private constructor(simulator: GitHubSimulator) {
    this.simulator = simulator;
    this.repository = simulator.createRepository({
      owner: 'acme',
      name: 'access-repo',
      files: { 'access/a.yaml': 'a: 1\n', 'README.md': '# Access\n' },
    });
  }

  /** GitHub's own times are the machine's, unless a clock is given. */
  static async start(settings: Partial<Settings> = {}, clock?: ManualClock): Promise<Fixture> {
    return new Fixture(await startGitHubSimulator({ settings, ...(clock && { clock }) }));
  }

  options(over: Partial<GitHubOptions> = {}): GitHubOptions {
    return {
      apiUrl: this.simulator.url,
      graphqlUrl: this.simulator.graphqlUrl,
      token: this.simulator.jobToken(this.repository),
      repository: { owner: 'acme', name: 'access-repo' },
      clock: this.clock,
      ...over,
    };
  }

  pull(branch = 'topic') {
    this.repository.commit({
      branch,
      files: { [`access/${branch}.yaml`]: 'b: 2\n' },
      message: `Change ${branch}`,
      author: 'mona',
    });
    return this.repository.openPullRequest({ head: branch, author: 'mona', title: branch });
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.simulator.close();
    const wrong = this.simulator.log.invalid;
    if (wrong.length > 0) throw new Error(`not GitHub's requests: ${JSON.stringify(wrong)}`);
  }
}

export function id(text: string): CommitId {
  if (!isCommitId(text)) throw new Error(`no commit id: ${text}`);
  return text;
}

/** Vitest's matcher, which it types as `any`. */
export function containing(text: string): unknown {
  return expect.stringContaining(text);
}
