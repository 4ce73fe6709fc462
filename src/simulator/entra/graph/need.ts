import { GraphError } from './graph-error.ts';

/** Which application permissions a route wants; any one line of them will do. */
export interface Need {
  readonly anyOf: readonly (string | readonly string[])[];
  /** Also Application.ReadWrite.OwnedBy, where the caller owns the enterprise app of the path. */
  readonly orOwner?: boolean;
  /** Also a custom role to assign, on the enterprise app of the path. */
  readonly orAssigner?: boolean;
  /** How this part of Graph says no. */
  readonly refusal?: (need: string) => GraphError;
}

export const groupRead: Need = {
  anyOf: [
    'GroupMember.Read.All',
    'Group.Read.All',
    'Directory.Read.All',
    'Group.ReadWrite.All',
    'Directory.ReadWrite.All',
  ],
};
export const memberRead: Need = { anyOf: [...groupRead.anyOf, 'GroupMember.ReadWrite.All'] };
/** Members' permissions do not reach what is deleted. */
export const deletedGroupRead: Need = {
  anyOf: ['Group.Read.All', 'Group.ReadWrite.All', 'Directory.Read.All', 'Directory.ReadWrite.All'],
};
export const fullUserRead: Need = {
  anyOf: ['User.Read.All', 'User.ReadWrite.All', 'Directory.Read.All', 'Directory.ReadWrite.All'],
};
export const userRead: Need = { anyOf: ['User.ReadBasic.All', ...fullUserRead.anyOf] };
const applicationReads = [
  'Application.Read.All',
  'Application.ReadWrite.OwnedBy',
  'Application.ReadWrite.All',
  'Directory.Read.All',
  'Directory.ReadWrite.All',
];
export const applicationRead: Need = { anyOf: applicationReads };
export const credentialRead: Need = {
  anyOf: ['Application.Read.All', 'Application.ReadWrite.OwnedBy', 'Application.ReadWrite.All'],
};
export const claimsPolicyRead: Need = {
  anyOf: applicationReads.map((one) => ['Policy.Read.All', one]),
};
export const assign: Need = {
  anyOf: [
    ['AppRoleAssignment.ReadWrite.All', 'Application.Read.All'],
    ['AppRoleAssignment.ReadWrite.All', 'Directory.Read.All'],
  ],
  orAssigner: true,
};
export const unassign: Need = { anyOf: ['AppRoleAssignment.ReadWrite.All'], orAssigner: true };
export const synchronizationRead: Need = {
  anyOf: ['Synchronization.Read.All', 'Synchronization.ReadWrite.All'],
  orOwner: true,
};
export const synchronizationWrite: Need = {
  anyOf: ['Synchronization.ReadWrite.All'],
  orOwner: true,
};

export function has(roles: ReadonlySet<string>, need: Need): boolean {
  return need.anyOf.some((line) => [line].flat().every((one) => roles.has(one)));
}

export function denied(): GraphError {
  return new GraphError(
    403,
    'Authorization_RequestDenied',
    'Insufficient privileges to complete the operation.',
  );
}
