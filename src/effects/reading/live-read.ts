import type { LiveAssignment, ProvisionedPair } from '../../core/model/assignment.ts';
import type { LivePermissionSet } from '../../core/model/permission-set.ts';
import type { Coverage } from '../../core/model/reading.ts';
import type { Unread } from '../../core/model/snapshot.ts';

/** Permission sets and assignments as they were read, in no order. */
export interface LiveRead {
  readonly permissionSets: readonly LivePermissionSet[];
  /** By id, of every set whose name was read, in full or not. */
  readonly names: ReadonlyMap<string, string>;
  readonly provisioned: readonly ProvisionedPair[];
  readonly assignments: readonly LiveAssignment[];
  readonly unread: readonly Unread[];
  readonly coverage: Coverage;
}
