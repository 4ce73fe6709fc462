import {
  ListOrganizationalUnitsForParentCommand,
  ListRootsCommand,
  type OrganizationsClient,
} from '@aws-sdk/client-organizations';
import type { OrganizationalUnit } from '../../../core/model/account.ts';
import { PortError } from '../../../ports/port-error.ts';
import { rootPage, unitPage } from '../answers/organizations-answers.ts';
import type { ServiceChannel } from '../request/service-channel.ts';
import { nullIfNotFound } from './null-if-not-found.ts';
import { sharedUntilItFails } from './shared-until-it-fails.ts';

/** The units of an organization. Nothing is asked twice, however often it is walked. */
export interface OrganizationTree {
  /** The root first, then level by level: the children of every unit that `enter` lets in. */
  walk(enter: (unit: OrganizationalUnit) => boolean): Promise<readonly OrganizationalUnit[]>;
  /** Whether there is a unit or root of this id, wherever it stands: one call. */
  has(id: string): Promise<boolean>;
}

interface Child {
  readonly Id: string;
  readonly Name: string;
}

const MaxResults = 20;
const operation = 'ListOrganizationalUnitsForParent';
/** AWS allows five levels of units; twice that can only be a loop. */
const deepest = 10;

/** Levels are asked for together: the request budget is the bound. */
export function createOrganizationTree(
  channel: ServiceChannel,
  client: OrganizationsClient,
): OrganizationTree {
  const roots = sharedUntilItFails(() =>
    channel.list('ListRoots', rootPage, (NextToken, options) =>
      client.send(new ListRootsCommand({ MaxResults, NextToken }), options),
    ),
  );
  const asked = new Map<string, () => Promise<readonly Child[]>>();

  function childrenOf(ParentId: string): Promise<readonly Child[]> {
    const read =
      asked.get(ParentId) ??
      sharedUntilItFails(() =>
        channel.list(operation, unitPage, (NextToken, options) =>
          client.send(
            new ListOrganizationalUnitsForParentCommand({ ParentId, MaxResults, NextToken }),
            options,
          ),
        ),
      );
    asked.set(ParentId, read);
    return read();
  }

  return {
    async walk(enter) {
      const units: OrganizationalUnit[] = [];
      let level = (await roots()).map(({ Id, Name }): OrganizationalUnit => ({
        id: Id,
        name: Name,
        path: '/',
        ids: [Id],
      }));
      for (let depth = 0; level.length > 0; depth += 1) {
        if (depth > deepest) throw loop(`units nest more than ${deepest} deep`);
        units.push(...level);
        const below = await Promise.all(
          level
            .filter(enter)
            .map(async (parent) =>
              (await childrenOf(parent.id)).map((child) => placed(child, parent)),
            ),
        );
        level = below.flat();
      }
      return units;
    },

    async has(id) {
      return (await nullIfNotFound(childrenOf(id))) !== null;
    },
  };
}

function placed({ Id, Name }: Child, parent: OrganizationalUnit): OrganizationalUnit {
  if (parent.ids.includes(Id)) throw loop(`unit ${Id} is inside itself`);
  return {
    id: Id,
    name: Name,
    path: parent.path === '/' ? `/${Name}` : `${parent.path}/${Name}`,
    ids: [...parent.ids, Id],
  };
}

function loop(what: string): PortError {
  const action = `organizations:${operation}`;
  return new PortError('bad-answer', action, `${action}: ${what}`);
}
