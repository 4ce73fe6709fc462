import type { ApplicationReference } from '../../core/mapping/mapping.ts';
import type { PermissionSetArn } from '../../core/model/ids.ts';
import type { Instance, Snapshot } from '../../core/model/snapshot.ts';

/** What the mapping files make it necessary to read before anybody knows which assignments count. */
export interface GroundQuestion {
  readonly instance: Instance;
  /** True where a selector asks for account tags: one call for each account. */
  readonly accountTags: boolean;
  /** Paths and ids of the organizational units that selectors name, or every unit. */
  readonly units: readonly string[] | 'all';
  /** User names that rules mention. */
  readonly userNames: readonly string[];
  /** Identity-store ids of users that rules mention. */
  readonly userIds: readonly string[];
  /** True where the files say what the attributes for access control should be. */
  readonly accessControlAttributes: boolean;
  /** Applications that rules mention, or all; where there are none, none is listed. */
  readonly applications: readonly ApplicationReference[] | 'all';
}

/** Everything that names and selectors are resolved against, and which permission sets there are. */
export interface Ground extends Pick<
  Snapshot,
  | 'instance'
  | 'managementAccountId'
  | 'delegated'
  | 'accounts'
  | 'organizationalUnits'
  | 'groups'
  | 'users'
  | 'accessControlAttributes'
  | 'applications'
  | 'unread'
> {
  readonly arns: readonly PermissionSetArn[];
}
