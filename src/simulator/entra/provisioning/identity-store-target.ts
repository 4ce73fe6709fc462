import type { ScimConsole } from '../../aws/world/console/scim-console.ts';
import type { ProvisioningTarget, TargetUser } from './target.ts';
import { TargetRefusal } from './target.ts';

/** The identity store of a simulated organization, behind AWS's SCIM endpoint and its refusals. */
export function identityStoreTarget(organization: {
  readonly scim: ScimConsole;
}): ProvisioningTarget {
  const { scim } = organization;
  const requireUniqueGroup = (id: string | undefined, name: string | undefined): void => {
    if (name === undefined) return;
    requireCharacters(name);
    if (!scim.groups().some((group) => group.name === name && group.id !== id)) return;
    throw conflict(`Duplicate GroupDisplayName: ${name}`);
  };
  const requireUniqueUser = (id: string | undefined, name: string | undefined): void => {
    if (name === undefined) return;
    requireCharacters(name);
    const same = name.toLowerCase();
    if (!scim.users().some((user) => user.name.toLowerCase() === same && user.id !== id)) return;
    throw conflict(`Duplicate UserName: ${name}`);
  };
  return {
    users: () =>
      scim.users().map(({ id, name, displayName, email, externalId, status }) => ({
        id,
        userName: name,
        displayName,
        email,
        externalId,
        active: status === 'ENABLED',
      })),
    groups: () =>
      scim.groups().map(({ id, name, externalId, members }) => ({
        id,
        displayName: name,
        externalId,
        members,
      })),
    createUser: (user) => {
      requireUniqueUser(undefined, user.userName);
      requireCharacters(user.displayName);
      const { userName: name, displayName, email, externalId, active } = user;
      return scim.createUser({ name, displayName, email, externalId, status: statusOf(active) });
    },
    updateUser: (id, change) => {
      requireUniqueUser(id, change.userName);
      scim.updateUser(id, userChange(change));
    },
    deleteUser: (id) => {
      scim.deleteUser(id);
    },
    createGroup: ({ displayName, externalId }) => {
      requireUniqueGroup(undefined, displayName);
      return scim.createGroup({ name: displayName, externalId });
    },
    updateGroup: (id, { displayName, externalId }) => {
      requireUniqueGroup(id, displayName);
      scim.updateGroup(id, {
        ...(displayName !== undefined && { name: displayName }),
        ...(externalId !== undefined && { externalId }),
      });
    },
    deleteGroup: (id) => {
      scim.deleteGroup(id);
    },
    addMember: (id, user) => {
      const members = scim.groups().find((group) => group.id === id)?.members ?? [];
      scim.updateGroup(id, { members: [...members, user] });
    },
    removeMember: (id, user) => {
      const members = scim.groups().find((group) => group.id === id)?.members ?? [];
      scim.updateGroup(id, { members: members.filter((one) => one !== user) });
    },
  };
}

function userChange(
  change: Partial<Omit<TargetUser, 'id'>>,
): Parameters<ScimConsole['updateUser']>[1] {
  const { userName, displayName, email, externalId, active } = change;
  return {
    ...(userName !== undefined && { name: userName }),
    ...(displayName !== undefined && { displayName }),
    ...(email !== undefined && { email }),
    ...(externalId !== undefined && { externalId }),
    ...(active !== undefined && { status: statusOf(active) }),
  };
}

function statusOf(active: boolean): 'DISABLED' | 'ENABLED' {
  return active ? 'ENABLED' : 'DISABLED';
}

function requireCharacters(text: string): void {
  if (!/[\t\n\r<>;:%]/.test(text)) return;
  throw new TargetRefusal(
    'SystemForCrossDomainIdentityManagementBadRequest',
    `Request is unparsable, syntactically incorrect, or violates schema: ${JSON.stringify(text)}`,
  );
}

function conflict(message: string): TargetRefusal {
  return new TargetRefusal('SystemForCrossDomainIdentityManagementServiceConflict', message);
}
