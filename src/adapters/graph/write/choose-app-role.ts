import { PortError } from '../../../ports/port-error.ts';
import type { AppRole } from '../answers/directory-answers.ts';
import { actionOf } from '../request/graph-call.ts';

/** What Entra calls default access: for applications that have no role for people. */
export const defaultAccess = '00000000-0000-0000-0000-000000000000';

/** The gallery's roles for AWS, the one for people first; the other one is older. */
const preferred = ['user', 'msiam_access'];

/** The role that a group is assigned with; rejects where all that it could have are switched off. */
export function chooseAppRole(roles: readonly AppRole[]): string {
  const forPeople = roles.filter(({ allowedMemberTypes }) => allowedMemberTypes.includes('User'));
  const usable = forPeople.filter(({ isEnabled }) => isEnabled);
  // Default access is no way in: Entra takes it only where there are no roles to choose from.
  if (usable.length === 0 && forPeople.length > 0) throw allSwitchedOff();
  const named = preferred.map((name) =>
    usable.find((role) =>
      [role.displayName, role.value].some((one) => one?.toLowerCase() === name),
    ),
  );
  const role = named.find((one) => one !== undefined) ?? usable[0];
  return role?.id ?? defaultAccess;
}

function allSwitchedOff(): PortError {
  const action = actionOf({ route: 'POST /servicePrincipals/{id}/appRoleAssignedTo' });
  return new PortError(
    'invalid',
    action,
    `${action}: the enterprise application has no enabled role for users and groups`,
    { help: 'enable one (Entra admin center, App registrations, App roles)' },
  );
}
