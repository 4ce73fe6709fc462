import type { JsonObject } from '../../json.ts';
import { timestamp } from '../../world/clock.ts';
import { nodeId } from '../../world/node-id.ts';
import type { Repository } from '../../world/repository.ts';
import { accountResource } from './account-resource.ts';

export function repositoryUrl(repository: Repository): string {
  return `${repository.world.links.api}/repos/${repository.fullName}`;
}

export function repositoryPage(repository: Repository): string {
  return `${repository.world.links.server}/${repository.fullName}`;
}

const templates = {
  archive_url: '/{archive_format}{/ref}',
  assignees_url: '/assignees{/user}',
  blobs_url: '/git/blobs{/sha}',
  branches_url: '/branches{/branch}',
  collaborators_url: '/collaborators{/collaborator}',
  comments_url: '/comments{/number}',
  commits_url: '/commits{/sha}',
  compare_url: '/compare/{base}...{head}',
  contents_url: '/contents/{+path}',
  contributors_url: '/contributors',
  deployments_url: '/deployments',
  downloads_url: '/downloads',
  events_url: '/events',
  forks_url: '/forks',
  git_commits_url: '/git/commits{/sha}',
  git_refs_url: '/git/refs{/sha}',
  git_tags_url: '/git/tags{/sha}',
  hooks_url: '/hooks',
  issue_comment_url: '/issues/comments{/number}',
  issue_events_url: '/issues/events{/number}',
  issues_url: '/issues{/number}',
  keys_url: '/keys{/key_id}',
  labels_url: '/labels{/name}',
  languages_url: '/languages',
  merges_url: '/merges',
  milestones_url: '/milestones{/number}',
  notifications_url: '/notifications{?since,all,participating}',
  pulls_url: '/pulls{/number}',
  releases_url: '/releases{/id}',
  stargazers_url: '/stargazers',
  statuses_url: '/statuses/{sha}',
  subscribers_url: '/subscribers',
  subscription_url: '/subscription',
  tags_url: '/tags',
  teams_url: '/teams',
  trees_url: '/git/trees{/sha}',
} as const;

export function minimalRepositoryResource(repository: Repository): JsonObject {
  const url = repositoryUrl(repository);
  return {
    id: repository.id,
    node_id: nodeId('Repository', repository.id),
    name: repository.name,
    full_name: repository.fullName,
    private: repository.private,
    owner: accountResource(repository.world, repository.owner),
    html_url: repositoryPage(repository),
    description: null,
    fork: repository.parent !== undefined,
    url,
    ...Object.fromEntries(Object.entries(templates).map(([key, path]) => [key, url + path])),
  };
}

/** A repository as it stands inside a pull request or an event. */
export function repositoryResource(repository: Repository): JsonObject {
  const page = repositoryPage(repository);
  const path = `${repository.fullName}.git`;
  const openIssues = [...repository.threads.values()].filter(
    ({ state }) => state === 'open',
  ).length;
  const host = new URL(page).host;
  return {
    ...minimalRepositoryResource(repository),
    clone_url: `${page}.git`,
    git_url: `git://${host}/${path}`,
    ssh_url: `git@${host}:${path}`,
    svn_url: page,
    mirror_url: null,
    homepage: null,
    language: null,
    license: null,
    default_branch: repository.defaultBranch,
    visibility: repository.private ? 'private' : 'public',
    topics: [],
    custom_properties: {},
    archived: false,
    disabled: false,
    has_issues: repository.hasIssues,
    has_projects: true,
    has_downloads: true,
    has_wiki: false,
    has_pages: false,
    has_discussions: false,
    allow_forking: true,
    is_template: false,
    web_commit_signoff_required: false,
    forks: 0,
    forks_count: 0,
    watchers: 0,
    watchers_count: 0,
    stargazers_count: 0,
    open_issues: openIssues,
    open_issues_count: openIssues,
    size: 1,
    created_at: timestamp(repository.createdAt),
    updated_at: timestamp(repository.pushedAt),
    pushed_at: timestamp(repository.pushedAt),
  };
}

export function fullRepositoryResource(repository: Repository): JsonObject {
  const { parent } = repository;
  return {
    ...repositoryResource(repository),
    network_count: 0,
    subscribers_count: 0,
    ...(parent && { parent: repositoryResource(parent), source: repositoryResource(parent) }),
  };
}
