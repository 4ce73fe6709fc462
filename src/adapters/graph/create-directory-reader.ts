import type { DirectoryGroup } from '../../core/model/directory.ts';
import type { DirectoryReader } from '../../ports/directory-read.ts';
import {
  deletedGroupAnswer,
  deletedGroupFields,
  groupAnswer,
  groupFields,
} from './answers/directory-answers.ts';
import type { GraphConnection } from './open-graph.ts';
import { findApplications } from './read/find-applications.ts';
import { listAssignments } from './read/list-assignments.ts';
import { readNestedGroups } from './read/read-nested-groups.ts';
import { readProvisioning } from './read/read-provisioning.ts';
import { sortedById } from './read/sorted-by-id.ts';
import { odataText } from './request/graph-url.ts';

/** Everything a mode that must not write is handed. An aborted `signal` rejects what is not answered yet. */
export function createDirectoryReader(
  connection: GraphConnection,
  options: { readonly signal?: AbortSignal } = {},
): DirectoryReader {
  const graph = connection.caller(options.signal);
  return {
    async findGroups(names) {
      const found = await graph.listEach(
        [...new Set(names)].map((name) => ({
          route: 'GET /groups' as const,
          query: { filter: `displayName eq ${odataText(name)}`, select: groupFields, top: 999 },
          item: groupAnswer,
        })),
      );
      return once(found.flatMap((groups) => groups ?? []));
    },

    async readGroups(ids) {
      const found = await graph.findEach(
        [...new Set(ids)].map((id) => ({
          route: 'GET /groups/{id}' as const,
          parameters: { id },
          query: { select: groupFields },
          answer: groupAnswer,
        })),
      );
      return once(found.filter((group) => group !== null));
    },

    async listDeletedGroups() {
      const deleted = await graph.list({
        route: 'GET /directory/deletedItems/microsoft.graph.group',
        query: { select: deletedGroupFields, top: 999 },
        item: deletedGroupAnswer,
      });
      return sortedById(deleted);
    },

    readNestedGroups: (groupIds) => readNestedGroups(graph, groupIds),

    findApplications: (reference) => findApplications(graph, reference),

    async listAssignedGroups(applicationId) {
      const assignments = await listAssignments(graph, applicationId);
      const groups = assignments.filter(({ principalType }) => principalType === 'Group');
      return [...new Set(groups.map(({ principalId }) => principalId))].toSorted();
    },

    readProvisioning: (applicationId) => readProvisioning(graph, applicationId),
  };
}

/** Entra compares names without case, so that two names may find the same group. */
function once(groups: readonly DirectoryGroup[]): readonly DirectoryGroup[] {
  return sortedById([...new Map(groups.map((group) => [group.id, group])).values()]);
}
