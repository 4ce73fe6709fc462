export type PrincipalType = 'GROUP' | 'USER';

/** Who an assignment is for. `name` is for eyes; `id` and `entraObjectId` are what is compared. */
export interface Principal {
  readonly type: PrincipalType;
  /** The identity store's id; `entra:<object id>` of a group that Entra has not synced yet. */
  readonly id: string;
  /** A group's display name, a user's user name, or the id where the principal is gone. */
  readonly name: string;
  readonly entraObjectId: string | null;
}

export interface ExternalId {
  readonly issuer: string;
  readonly id: string;
}

/** A group of the identity store (ListGroups, DescribeGroup). */
export interface Group {
  readonly id: string;
  readonly displayName: string;
  readonly externalIds: readonly ExternalId[];
}

/** A user of the identity store (ListUsers, DescribeUser). */
export interface User {
  readonly id: string;
  readonly userName: string;
  readonly externalIds: readonly ExternalId[];
}

/** Stands for the identity store's id until there is one. */
export function unsyncedId(entraObjectId: string): string {
  return `entra:${entraObjectId}`;
}

export function isUnsynced({ id }: Pick<Principal, 'id'>): boolean {
  return id.startsWith('entra:');
}
