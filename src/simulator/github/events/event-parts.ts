import type { JsonObject } from '../json.ts';
import { accountResource } from '../rest/resources/account-resource.ts';
import { repositoryResource } from '../rest/resources/repository-resource.ts';
import type { Account } from '../world/account.ts';
import { nodeId } from '../world/node-id.ts';
import type { Repository } from '../world/repository.ts';

export function common(repository: Repository, sender: Account): JsonObject {
  return {
    repository: repositoryResource(repository),
    sender: accountResource(repository.world, sender),
  };
}

export function organization({ owner, world }: Repository): JsonObject {
  if (owner.type !== 'Organization') return {};
  const url = `${world.links.api}/orgs/${owner.login}`;
  return {
    organization: {
      login: owner.login,
      id: owner.id,
      node_id: nodeId('Organization', owner.id),
      url,
      repos_url: `${url}/repos`,
      events_url: `${url}/events`,
      hooks_url: `${url}/hooks`,
      issues_url: `${url}/issues`,
      members_url: `${url}/members{/member}`,
      public_members_url: `${url}/public_members{/member}`,
      avatar_url: `https://avatars.githubusercontent.com/u/${owner.id}?v=4`,
      description: '',
    },
  };
}

/** In a push alone the repository tells two of its times as numbers. */
export function pushRepository(repository: Repository): JsonObject {
  const seconds = (date: Date): number => Math.floor(date.getTime() / 1000);
  return {
    ...repositoryResource(repository),
    created_at: seconds(repository.createdAt),
    pushed_at: seconds(repository.pushedAt),
    stargazers: 0,
    master_branch: repository.defaultBranch,
  };
}
