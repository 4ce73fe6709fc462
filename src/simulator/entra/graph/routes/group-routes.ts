import type { Machine } from '../../machine.ts';
import type { Reply } from '../../reply.ts';
import { notFound } from '../graph-error.ts';
import { count, list } from '../list.ts';
import type { Listing } from '../list.ts';
import { deletedGroupRead, groupRead } from '../need.ts';
import {
  deletedGroupFilters,
  groupFilters,
  groupResource,
  groupType,
} from '../resources/group-resource.ts';
import { ok } from '../route.ts';
import type { GraphRequest, Route } from '../route.ts';
import { select, selected } from '../select.ts';
import { objectId } from '../service-principal-key.ts';

export const groupRoutes: readonly Route[] = [
  {
    method: 'GET',
    path: '/groups',
    need: groupRead,
    handle: (machine, request) => list(machine, request, groups(machine)),
  },
  {
    method: 'GET',
    path: '/groups/$count',
    need: groupRead,
    handle: (machine, request) => count(request, groups(machine)),
  },
  { method: 'GET', path: '/groups/{id}', need: groupRead, handle: readGroup },
  {
    method: 'GET',
    path: '/directory/deletedItems/microsoft.graph.group',
    need: deletedGroupRead,
    handle: (machine, request) => list(machine, request, deletedGroups(machine)),
  },
  {
    method: 'GET',
    path: '/directory/deletedItems/microsoft.graph.group/$count',
    need: deletedGroupRead,
    handle: (machine, request) => count(request, deletedGroups(machine)),
  },
  {
    method: 'GET',
    path: '/directory/deletedItems/microsoft.graph.group/{id}',
    need: deletedGroupRead,
    handle: readDeletedGroup,
  },
  {
    method: 'GET',
    path: '/directory/deletedItems/{id}',
    need: deletedGroupRead,
    handle: readDeletedGroup,
  },
];

function groups({ tenant, knobs, clock }: Machine): Listing {
  const seen = tenant.groups.asOf(clock.now() - knobs.lag.lists);
  return {
    type: groupType,
    context: 'groups',
    rows: seen.values().map((group) => groupResource(group)),
    filterable: groupFilters,
    sortable: ['displayName'],
  };
}

function deletedGroups({ tenant, knobs, clock }: Machine): Listing {
  const restorable = [...tenant.deletedGroups.values()]
    .filter(({ at }) => at <= clock.now() - knobs.lag.lists)
    .map(({ at, object }) => groupResource(object, at));
  return {
    type: groupType,
    context: 'groups',
    rows: restorable,
    filterable: deletedGroupFilters,
    sortable: ['displayName'],
  };
}

function readGroup(machine: Machine, request: GraphRequest): Reply {
  const id = objectId(request);
  const group = machine.tenant.groups.get(id);
  if (group === undefined) throw notFound(id);
  return one(machine, request, groupResource(group), 'groups/$entity');
}

function readDeletedGroup(machine: Machine, request: GraphRequest): Reply {
  const id = objectId(request);
  const deleted = machine.tenant.deletedGroups.get(id);
  if (deleted === undefined) throw notFound(id);
  const row = {
    '@odata.type': '#microsoft.graph.group',
    ...groupResource(deleted.object, deleted.at),
  };
  return one(machine, request, row, 'directoryObjects/$entity');
}

function one(
  { urls }: Machine,
  request: GraphRequest,
  row: Parameters<typeof select>[0],
  context: string,
): Reply {
  return ok({
    '@odata.context': `${urls.graph}/v1.0/$metadata#${context}`,
    ...select(row, selected(request.query, groupType), groupType),
  });
}
