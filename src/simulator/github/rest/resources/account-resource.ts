import type { Json, JsonObject } from '../../json.ts';
import type { Account } from '../../world/account.ts';
import { timestamp } from '../../world/clock.ts';
import { nodeId } from '../../world/node-id.ts';
import type { World } from '../../world/world.ts';

/** The "simple user" that GitHub puts wherever an account is named. */
export function accountResource({ links }: World, account: Account): JsonObject {
  const url = `${links.api}/users/${encodeURIComponent(account.login)}`;
  const page = account.app === undefined ? `/${account.login}` : `/apps/${account.app.slug}`;
  return {
    login: account.login,
    id: account.id,
    node_id: nodeId(account.type, account.id),
    avatar_url: `https://avatars.githubusercontent.com/u/${account.id}?v=4`,
    gravatar_id: '',
    url,
    html_url: `${links.server}${page}`,
    followers_url: `${url}/followers`,
    following_url: `${url}/following{/other_user}`,
    gists_url: `${url}/gists{/gist_id}`,
    starred_url: `${url}/starred{/owner}{/repo}`,
    subscriptions_url: `${url}/subscriptions`,
    organizations_url: `${url}/orgs`,
    repos_url: `${url}/repos`,
    events_url: `${url}/events{/privacy}`,
    received_events_url: `${url}/received_events`,
    type: account.type,
    user_view_type: 'public',
    site_admin: false,
  };
}

export function appResource(world: World, { app }: Account): Json {
  if (app === undefined) return null;
  return {
    id: app.id,
    slug: app.slug,
    node_id: `A_${app.id}`,
    owner: accountResource(world, world.account('web-flow')),
    name: app.name,
    description: null,
    external_url: world.links.server,
    html_url: `${world.links.server}/apps/${app.slug}`,
    created_at: '2018-07-30T09:30:17Z',
    updated_at: '2024-04-10T20:33:16Z',
    permissions: {},
    events: [],
  };
}

export function viewerResource(world: World, account: Account): JsonObject {
  const at = timestamp(world.clock.now());
  return {
    ...accountResource(world, account),
    name: account.name,
    company: null,
    blog: '',
    location: null,
    email: null,
    hireable: null,
    bio: null,
    public_repos: 0,
    public_gists: 0,
    followers: 0,
    following: 0,
    created_at: at,
    updated_at: at,
  };
}
