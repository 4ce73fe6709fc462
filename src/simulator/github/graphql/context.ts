import { GraphQLError } from 'graphql';
import type { AccessToken, Scope } from '../world/account.ts';
import type { Repository } from '../world/repository.ts';
import type { World } from '../world/world.ts';
import { authorize } from '../server/authorize.ts';
import { ApiError } from '../rest/api-error.ts';

export interface Context {
  readonly world: World;
  readonly token: AccessToken;
}

export function failure(type: string, message: string): GraphQLError {
  return new GraphQLError(message, { extensions: { type } });
}

/** What REST answers with 403 is an error beside an empty field here. */
export function permit(
  context: Context,
  repository: Repository,
  level: 'read' | 'write',
  ...scopes: Scope[]
): void {
  try {
    authorize(context.token, { repository, level, scopes });
  } catch (error) {
    if (!(error instanceof ApiError)) throw error;
    throw failure('FORBIDDEN', error.message);
  }
}

/** GraphQL's `Int` ends at 32 bits; what is beyond has no `databaseId`. */
export function int32(id: number): number | null {
  return id <= 2_147_483_647 ? id : null;
}
