import {
  ListOrganizationalUnitsForParentCommand,
  ListRootsCommand,
  type OrganizationsClient,
} from '@aws-sdk/client-organizations';
import type { OrganizationalUnit } from '../../../core/model/account.ts';
import { PortError } from '../../../ports/port-error.ts';
import { rootPage, unitPage } from '../answers/organizations-answers.ts';
import type { ServiceChannel } from '../request/service-channel.ts';

const MaxResults = 20;
const operation = 'ListOrganizationalUnitsForParent';
/** AWS allows five levels of units; twice that can only be a loop. */
const deepest = 10;

/** Every unit with its path, the root first, each level together: the request budget is the bound. */
export async function readOrganizationTree(
  channel: ServiceChannel,
  client: OrganizationsClient,
): Promise<readonly OrganizationalUnit[]> {
  const roots = await channel.list('ListRoots', rootPage, (NextToken, options) =>
    client.send(new ListRootsCommand({ MaxResults, NextToken }), options),
  );
  const units: OrganizationalUnit[] = [];
  let level: readonly OrganizationalUnit[] = roots.map((root) => ({
    id: root.Id,
    name: root.Name,
    path: '/',
    ids: [root.Id],
  }));
  for (let depth = 0; level.length > 0; depth += 1) {
    if (depth > deepest) {
      const action = `organizations:${operation}`;
      throw new PortError('bad-answer', action, `${action}: units nest more than ${deepest} deep`);
    }
    units.push(...level);
    const children = await Promise.all(
      level.map((parent) => readChildren(channel, client, parent)),
    );
    level = children.flat();
  }
  return units;
}

async function readChildren(
  channel: ServiceChannel,
  client: OrganizationsClient,
  parent: OrganizationalUnit,
): Promise<OrganizationalUnit[]> {
  const children = await channel.list(operation, unitPage, (NextToken, options) =>
    client.send(
      new ListOrganizationalUnitsForParentCommand({ ParentId: parent.id, MaxResults, NextToken }),
      options,
    ),
  );
  return children.map((unit) => ({
    id: unit.Id,
    name: unit.Name,
    path: parent.path === '/' ? `/${unit.Name}` : `${parent.path}/${unit.Name}`,
    ids: [...parent.ids, unit.Id],
  }));
}
