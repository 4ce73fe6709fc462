import type { Environment } from './environment.ts';

/** Which GitHub, which repository and as whom. */
export interface GitHubInputs {
  readonly apiUrl: string;
  readonly graphqlUrl: string;
  readonly serverUrl: string;
  readonly token: string;
  readonly repository: { readonly owner: string; readonly name: string };
  /** The page of this run, for people; null outside Actions. */
  readonly runUrl: string | null;
}

/** Null where the token or the repository is not known. */
export function readGitHubInputs(env: Environment, token: string): GitHubInputs | null {
  const [owner = '', name = '', ...more] = (env['GITHUB_REPOSITORY'] ?? '').split('/');
  if (token === '' || owner === '' || name === '' || more.length > 0) return null;
  const apiUrl = withoutSlash(env['GITHUB_API_URL'] ?? '') || 'https://api.github.com';
  const serverUrl = withoutSlash(env['GITHUB_SERVER_URL'] ?? '') || 'https://github.com';
  const run = env['GITHUB_RUN_ID'] ?? '';
  return {
    apiUrl,
    // GitHub Enterprise Server: https://host/api/v3 and https://host/api/graphql.
    graphqlUrl:
      withoutSlash(env['GITHUB_GRAPHQL_URL'] ?? '') || `${apiUrl.replace(/\/v3$/, '')}/graphql`,
    serverUrl,
    token,
    repository: { owner, name },
    runUrl: run === '' ? null : `${serverUrl}/${owner}/${name}/actions/runs/${run}`,
  };
}

function withoutSlash(url: string): string {
  return url.replace(/\/+$/, '');
}
