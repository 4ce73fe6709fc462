export interface App {
  readonly id: number;
  readonly slug: string;
  readonly name: string;
}

/** `login` is what REST shows: an app's bot ends in `[bot]` there, and does not in GraphQL. */
export interface Account {
  readonly id: number;
  readonly login: string;
  readonly type: 'User' | 'Bot' | 'Organization';
  readonly name: string;
  readonly email: string;
  readonly app?: App;
}

export type Scope = 'actions' | 'contents' | 'issues' | 'metadata' | 'pull-requests' | 'statuses';
export type Permissions = Readonly<Partial<Record<Scope, 'read' | 'write'>>>;

/** `installation` is GITHUB_TOKEN and every other app's token; `personal` acts as a person. */
export interface AccessToken {
  readonly value: string;
  readonly kind: 'installation' | 'personal';
  readonly account: Account;
  readonly permissions: Permissions;
  /** Full names; an installation reaches no other repository, except to read a public one. */
  readonly repositories: 'all' | readonly string[];
}

export type Role = 'admin' | 'maintain' | 'write' | 'triage' | 'read' | 'none';

export function slug(account: Account): string {
  return account.app?.slug ?? account.login;
}

export const githubActions: Account = {
  id: 41_898_282,
  login: 'github-actions[bot]',
  type: 'Bot',
  name: 'github-actions[bot]',
  email: '41898282+github-actions[bot]@users.noreply.github.com',
  app: { id: 15_368, slug: 'github-actions', name: 'GitHub Actions' },
};

/** Commits made in GitHub's pages carry this committer. */
export const webFlow: Account = {
  id: 19_864_447,
  login: 'web-flow',
  type: 'User',
  name: 'GitHub',
  email: 'noreply@github.com',
};
