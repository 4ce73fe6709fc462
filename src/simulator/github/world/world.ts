import { githubActions, webFlow } from './account.ts';
import type { AccessToken, Account, Permissions } from './account.ts';
import type { Clock } from './clock.ts';
import { Repository } from './repository.ts';
import type { RepositoryInit } from './repository.ts';
import { defaultSettings } from './settings.ts';
import type { Settings } from './settings.ts';

export interface Download {
  readonly content: Uint8Array;
  readonly until: Date;
}

/** How long an address of a download holds, as GitHub says; milliseconds. */
const downloadLife = 60_000;

/** Everything GitHub knows, without the wire. */
export class World {
  readonly clock: Clock;
  readonly settings: Settings;
  readonly accounts = new Map<string, Account>();
  readonly repositories = new Map<string, Repository>();
  readonly tokens = new Map<string, AccessToken>();
  /** By their path on the host for downloads. */
  readonly downloads = new Map<string, Download>();
  /** Where the API listens, known once it does, and what links for people begin with. */
  readonly links = {
    api: 'http://127.0.0.1',
    server: 'https://github.com',
    blobs: 'http://127.0.0.1',
  };
  #lastId = 1000;
  // Real comment ids outgrew 32 bits, which a client that asks GraphQL for databaseId has to survive.
  #lastCommentId = 3_600_000_000;

  constructor(clock: Clock, settings: Partial<Settings> = {}) {
    this.clock = clock;
    this.settings = { ...defaultSettings, ...settings };
    for (const account of [githubActions, webFlow]) this.accounts.set(account.login, account);
  }

  nextId(): number {
    this.#lastId += 1;
    return this.#lastId;
  }

  nextCommentId(): number {
    this.#lastCommentId += 1;
    return this.#lastCommentId;
  }

  account(login: string): Account {
    const account = this.accounts.get(login);
    if (account === undefined) throw new Error(`nobody is called ${login}`);
    return account;
  }

  /** The person or organization of that name, made when first named. */
  addAccount(login: string, type: 'User' | 'Organization' = 'User'): Account {
    const known = this.accounts.get(login);
    if (known !== undefined) return known;
    const id = this.nextId();
    const email = `${id}+${login}@users.noreply.github.com`;
    const account: Account = { id, login, type, name: login, email };
    this.accounts.set(login, account);
    return account;
  }

  addApp(slug: string, name = slug): Account {
    const id = this.nextId();
    const login = `${slug}[bot]`;
    const email = `${id}+${login}@users.noreply.github.com`;
    const account: Account = {
      id,
      login,
      type: 'Bot',
      name: login,
      email,
      app: { id: this.nextId(), slug, name },
    };
    this.accounts.set(login, account);
    return account;
  }

  addRepository(init: RepositoryInit): Repository {
    const repository = new Repository(this, init);
    if (this.repositories.has(repository.fullName))
      throw new Error(`${repository.fullName} exists`);
    this.repositories.set(repository.fullName, repository);
    return repository;
  }

  addToken(
    account: Account,
    permissions: Permissions,
    repositories: AccessToken['repositories'],
  ): AccessToken {
    const kind = account.app === undefined ? 'personal' : 'installation';
    const id = String(this.nextId()).padStart(36, '0');
    const token = {
      value: `${kind === 'personal' ? 'ghp' : 'ghs'}_${id}`,
      kind,
      account,
      permissions,
      repositories,
    } as const;
    this.tokens.set(token.value, token);
    return token;
  }

  /** An address on the other host; who knows it may read. */
  offerDownload(content: Uint8Array): string {
    const path = `/actions-results/${this.nextId()}.zip?sig=${this.nextId()}`;
    const until = new Date(this.clock.now().getTime() + downloadLife);
    this.downloads.set(path, { content, until });
    return `${this.links.blobs}${path}`;
  }

  byEmail(email: string): Account | undefined {
    return [...this.accounts.values()].find((account) => account.email === email);
  }
}
