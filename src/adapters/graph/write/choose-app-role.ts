import type { AppRole } from '../answers/directory-answers.ts';

/** What Entra calls default access: for applications that have no role for people. */
export const defaultAccess = '00000000-0000-0000-0000-000000000000';

/** The gallery's roles for AWS, the one for people first; the other one is older. */
const preferred = ['user', 'msiam_access'];

/** The role that a group is assigned with. */
export function chooseAppRole(roles: readonly AppRole[]): string {
  const usable = roles.filter(
    ({ isEnabled, allowedMemberTypes }) => isEnabled && allowedMemberTypes.includes('User'),
  );
  const named = preferred.map((name) =>
    usable.find((role) =>
      [role.displayName, role.value].some((one) => one?.toLowerCase() === name),
    ),
  );
  const role = named.find((one) => one !== undefined) ?? usable[0];
  return role?.id ?? defaultAccess;
}
