import type { Json } from '../json.ts';
import { ApiError } from '../rest/apiError.ts';
import type { AccessToken } from '../world/account.ts';
import type { World } from '../world/world.ts';

export async function graphqlRequest(
  _world: World,
  _token: AccessToken,
  _body: Json | undefined,
): Promise<Json> {
  return Promise.reject(new ApiError(501, 'GraphQL is not there yet'));
}
