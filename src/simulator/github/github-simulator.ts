import { createServer } from 'node:http';
import type { Server } from 'node:http';
import { BlobHost } from './server/blob-host.ts';
import { Faults } from './server/faults.ts';
import type { Fault } from './server/faults.ts';
import { handleRequest } from './server/handle-request.ts';
import { RateLimit } from './server/rate-limit.ts';
import { RequestLog } from './server/request-log.ts';
import type { Permissions } from './world/account.ts';
import { githubActions } from './world/account.ts';
import { systemClock } from './world/clock.ts';
import type { Clock } from './world/clock.ts';
import type { FileContent } from './world/commit-files.ts';
import { RepositoryHandle } from './repository-handle.ts';
import type { Settings } from './world/settings.ts';
import { World } from './world/world.ts';

export interface GitHubOptions {
  readonly clock?: Clock;
  readonly settings?: Partial<Settings>;
  readonly port?: number;
}

export interface NewRepository {
  readonly owner: string;
  readonly ownerType?: 'User' | 'Organization';
  readonly name: string;
  readonly private?: boolean;
  readonly defaultBranch?: string;
  /** The first commit's files; without them there is no commit. */
  readonly files?: Readonly<Record<string, FileContent>>;
  readonly author?: string;
}

export const everything: Permissions = {
  actions: 'read',
  contents: 'write',
  issues: 'write',
  'pull-requests': 'write',
  statuses: 'write',
};

/** A GitHub on loopback. Its methods do what people do in GitHub's pages or with git; the API is at `url`. */
export class GitHubSimulator {
  readonly world: World;
  readonly faults = new Faults();
  readonly log = new RequestLog();
  /** The host that downloads come from. */
  readonly blobs: BlobHost;
  readonly #server: Server;

  constructor(options: GitHubOptions) {
    this.world = new World(options.clock ?? systemClock, options.settings);
    this.blobs = new BlobHost(this.world);
    const backend = {
      world: this.world,
      faults: this.faults,
      rateLimit: new RateLimit(this.world),
      log: this.log,
    };
    this.#server = createServer(
      (request, response) => void handleRequest(backend, request, response),
    );
  }

  async listen(port: number): Promise<void> {
    this.world.links.blobs = await this.blobs.listen();
    await new Promise<void>((resolve) => this.#server.listen(port, '127.0.0.1', resolve));
    const address = this.#server.address();
    if (address === null || typeof address === 'string') throw new Error('no port to listen on');
    this.world.links.api = `http://127.0.0.1:${address.port}`;
  }

  get url(): string {
    return this.world.links.api;
  }

  get graphqlUrl(): string {
    return `${this.url}/graphql`;
  }

  get serverUrl(): string {
    return this.world.links.server;
  }

  get settings(): Settings {
    return this.world.settings;
  }

  fail(fault: Fault): void {
    this.faults.add(fault);
  }

  createRepository(input: NewRepository): RepositoryHandle {
    const owner = this.world.addAccount(input.owner, input.ownerType ?? 'Organization');
    const { name, defaultBranch = 'main', private: hidden = true } = input;
    const state = this.world.addRepository({ owner, name, private: hidden, defaultBranch });
    const repository = new RepositoryHandle(state);
    const author = input.author ?? `${input.owner}-founder`;
    if (input.files !== undefined)
      repository.commit({ branch: defaultBranch, files: input.files, message: 'Begin', author });
    return repository;
  }

  /** The job's token: the bot `github-actions`, this repository, and what the workflow's `permissions` say. */
  jobToken(repository: RepositoryHandle, permissions: Permissions = everything): string {
    return this.world.addToken(githubActions, permissions, [repository.fullName]).value;
  }

  appToken(
    slug: string,
    repository: RepositoryHandle,
    permissions: Permissions = everything,
  ): string {
    const account = this.world.accounts.get(`${slug}[bot]`) ?? this.world.addApp(slug);
    return this.world.addToken(account, permissions, [repository.fullName]).value;
  }

  /** A personal access token; what it may do is also bounded by the person's own role. */
  personalToken(login: string, permissions: Permissions = everything): string {
    return this.world.addToken(this.world.addAccount(login), permissions, 'all').value;
  }

  /** Fails where the simulator itself broke GitHub's description, so that a test cannot pass on it. */
  async close(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise<void>((resolve) => this.#server.close(() => resolve()));
    await this.blobs.close();
    const { simulatorErrors } = this.log;
    if (simulatorErrors.length > 0)
      throw new Error(`the GitHub simulator is wrong:\n${simulatorErrors.join('\n')}`);
  }
}
