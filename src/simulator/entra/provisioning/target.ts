export interface TargetUser {
  readonly id: string;
  readonly userName: string;
  readonly displayName: string;
  readonly email: string;
  readonly externalId: string | undefined;
  readonly active: boolean;
}

export interface TargetGroup {
  readonly id: string;
  readonly displayName: string;
  readonly externalId: string | undefined;
  /** Ids of users. */
  readonly members: readonly string[];
}

/**
 * The other end of a provisioning job, as far as Entra sees it over SCIM. Refuses with a
 * TargetRefusal.
 */
export interface ProvisioningTarget {
  users(): readonly TargetUser[];
  groups(): readonly TargetGroup[];
  createUser(user: Omit<TargetUser, 'id'>): string;
  updateUser(id: string, change: Partial<Omit<TargetUser, 'id'>>): void;
  deleteUser(id: string): void;
  createGroup(group: Omit<TargetGroup, 'id' | 'members'>): string;
  updateGroup(id: string, change: Partial<Omit<TargetGroup, 'id' | 'members'>>): void;
  deleteGroup(id: string): void;
  addMember(groupId: string, userId: string): void;
  removeMember(groupId: string, userId: string): void;
}

export class TargetRefusal extends Error {
  readonly code: string;

  constructor(code: string, message: string) {
    super(message);
    this.code = code;
  }
}
