import type { Inputs } from '../inputs.ts';

export function repositoryUrlOf(github: Inputs['github']): string | null {
  if (github === null) return null;
  const { serverUrl, repository } = github;
  return `${serverUrl}/${repository.owner}/${repository.name}`;
}
