import { slug } from '../world/account.ts';
import type { Account } from '../world/account.ts';
import { nodeId } from '../world/node-id.ts';
import type { World } from '../world/world.ts';
import type { Context } from './context.ts';

/** An app's bot goes by its bare name in GraphQL, and with `[bot]` in REST. */
export function actorNode({ links }: World, account: Account): object {
  const path = account.app === undefined ? '' : '/apps';
  return {
    __typename: account.type,
    id: nodeId(account.type, account.id),
    login: slug(account),
    url: `${links.server}${path}/${slug(account)}`,
    databaseId: account.id,
    name: account.name,
    email: '',
  };
}

/** The one place in GraphQL where a bot has its `[bot]`: `viewer` is declared a User, and is the token's own name. */
export function viewerNode({ world, token }: Context): object {
  return { ...actorNode(world, token.account), __typename: 'User', login: token.account.login };
}
