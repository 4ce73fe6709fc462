import type { JsonObject } from '../../../aws/json.ts';
import type { Machine } from '../../machine.ts';
import type { Reply } from '../../reply.ts';
import { notFound, unsupportedQuery } from '../graph-error.ts';
import { count, list } from '../list.ts';
import type { Listing } from '../list.ts';
import { denied, fullUserRead, groupRead, has, memberRead, userRead } from '../need.ts';
import { groupFilters, groupResource, groupType } from '../resources/group-resource.ts';
import { userFilters, userResource, userType } from '../resources/user-resource.ts';
import type { GraphRequest, Route } from '../route.ts';
import type { ResourceType } from '../select.ts';
import { objectId } from '../service-principal-key.ts';

const anyType: ResourceType = {
  name: 'microsoft.graph.directoryObject',
  resource: 'DirectoryObject',
  onlySelected: userType.onlySelected ?? [],
  properties: undefined,
};

const casts = ['', '/microsoft.graph.user', '/microsoft.graph.group'];

export const memberRoutes: readonly Route[] = ['members', 'transitiveMembers'].flatMap((relation) =>
  casts.flatMap((cast): Route[] => {
    const isTransitive = relation === 'transitiveMembers';
    const path = `/groups/{id}/${relation}${cast}`;
    const units = isTransitive ? 5 : 3;
    const listing = (machine: Machine, request: GraphRequest): Listing =>
      members(machine, request, isTransitive, cast.slice('/microsoft.graph.'.length));
    const answer = (machine: Machine, request: GraphRequest): Reply => {
      // Casting a transitive list is an advanced query.
      if (isTransitive && cast !== '' && !request.isAdvanced) {
        throw unsupportedQuery(
          'The specified cast is only supported with $count=true query parameter and ConsistencyLevel:eventual header.',
        );
      }
      return list(machine, request, listing(machine, request));
    };
    return [
      { method: 'GET', path, units, need: memberRead, handle: answer },
      {
        method: 'GET',
        path: `${path}/$count`,
        units,
        need: memberRead,
        handle: (machine, request) => count(request, listing(machine, request)),
      },
    ];
  }),
);

function members(
  machine: Machine,
  request: GraphRequest,
  isTransitive: boolean,
  cast: string,
): Listing {
  const { tenant, clock, knobs } = machine;
  const id = objectId(request);
  const group = tenant.groups.get(id);
  if (group === undefined) throw notFound(id);
  if (group.visibility === 'HiddenMembership' && !request.roles.has('Member.Read.Hidden')) {
    throw denied();
  }
  const seen = tenant.groups.asOf(clock.now() - knobs.lag.members);
  const membersOf = (one: string): readonly string[] => seen.get(one)?.members ?? [];
  const ids = isTransitive ? reach(id, membersOf) : membersOf(id);
  const rows = ids.flatMap((one) => member(machine, request, one) ?? []);
  const wanted = cast === '' ? rows : rows.filter(({ type }) => type === cast);
  const type = cast === 'user' ? userType : cast === 'group' ? groupType : anyType;
  return {
    type,
    context: cast === '' ? 'directoryObjects' : `${cast}s`,
    rows: wanted.map(({ row }) => row),
    filterable: cast === 'user' ? userFilters : cast === 'group' ? groupFilters : {},
  };
}

/** Everybody below, each once, and groups among them; circles are allowed. */
function reach(id: string, membersOf: (id: string) => readonly string[]): string[] {
  const found = new Set<string>();
  const open = [id];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    for (const one of membersOf(next)) {
      if (one === id || found.has(one)) continue;
      found.add(one);
      open.push(one);
    }
  }
  return [...found];
}

interface Member {
  readonly type: 'group' | 'user';
  readonly row: JsonObject;
}

function member({ tenant, knobs }: Machine, request: GraphRequest, id: string): Member | undefined {
  const { roles } = request;
  const user = tenant.users.get(id);
  if (user !== undefined) {
    const row = userResource(user, !has(roles, fullUserRead));
    return { type: 'user', row: shown('user', row, has(roles, userRead), knobs) };
  }
  const group = tenant.groups.get(id);
  if (group === undefined) return undefined;
  const row = groupResource(group);
  return { type: 'group', row: shown('group', row, has(roles, groupRead), knobs) };
}

function shown(
  type: Member['type'],
  row: JsonObject,
  isReadable: boolean,
  { behaviour }: Machine['knobs'],
): JsonObject {
  const typed = { '@odata.type': `#microsoft.graph.${type}` };
  if (isReadable) return { ...typed, ...row };
  const id = row['id'] ?? null;
  if (behaviour.limitedMembers === 'absent') return { ...typed, id };
  const nothing = Object.fromEntries(Object.keys(row).map((name) => [name, null]));
  return { ...typed, ...nothing, id };
}
