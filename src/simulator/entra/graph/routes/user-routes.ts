import type { JsonObject } from '../../../aws/json.ts';
import type { Machine } from '../../machine.ts';
import type { User } from '../../world/state.ts';
import { notFound } from '../graph-error.ts';
import { count, list } from '../list.ts';
import type { Listing } from '../list.ts';
import { fullUserRead, has, userRead } from '../need.ts';
import { userFilters, userResource, userType } from '../resources/user-resource.ts';
import { ok } from '../route.ts';
import type { GraphRequest, Route } from '../route.ts';
import { select, selected } from '../select.ts';

export const userRoutes: readonly Route[] = [
  {
    method: 'GET',
    path: '/users',
    need: userRead,
    handle: (machine, request) => list(machine, request, users(machine, request)),
  },
  {
    method: 'GET',
    path: '/users/$count',
    need: userRead,
    handle: (machine, request) => count(request, users(machine, request)),
  },
  {
    method: 'GET',
    path: '/users/{id}',
    need: userRead,
    handle: ({ tenant, urls }, request) => {
      const key = (request.params['id'] ?? '').toLowerCase();
      const byName = (user: User): boolean => user.userPrincipalName.toLowerCase() === key;
      const user = tenant.users.get(key) ?? tenant.users.values().find(byName);
      if (user === undefined) throw notFound(key);
      return ok({
        '@odata.context': `${urls.graph}/v1.0/$metadata#users/$entity`,
        ...select(resource(request, user), selected(request.query, userType), userType),
      });
    },
  },
];

function users({ tenant, clock, knobs }: Machine, request: GraphRequest): Listing {
  const seen = tenant.users.asOf(clock.now() - knobs.lag.lists);
  return {
    type: userType,
    context: 'users',
    rows: seen.values().map((user) => resource(request, user)),
    filterable: userFilters,
    sortable: ['displayName', 'userPrincipalName'],
  };
}

function resource({ roles }: GraphRequest, user: User): JsonObject {
  return userResource(user, !has(roles, fullUserRead));
}
