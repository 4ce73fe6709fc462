import type { DeclaredPermissionSet } from '../../core/mapping/mapping.ts';
import type { AccountId, InstanceArn, PermissionSetArn } from '../../core/model/ids.ts';
import type { Clock } from '../../ports/clock.ts';
import type { IdentityCenterReader } from '../../ports/identity-center-read.ts';
import type { IdentityCenterWriter } from '../../ports/identity-center-write.ts';
import type { Journal } from '../../ports/journal.ts';

/** What every step of an apply needs. */
export interface Execution {
  readonly instance: InstanceArn;
  readonly owner: string;
  readonly reader: IdentityCenterReader;
  readonly writer: IdentityCenterWriter;
  readonly clock: Clock;
  /** Aborted when the job is cancelled: waits end. */
  readonly signal: AbortSignal;
  readonly journal: Journal;
  /** Declared sets by name, as they are to become. */
  readonly declared: ReadonlyMap<string, DeclaredPermissionSet>;
  /** ARNs by name; a create adds to it. */
  readonly arns: Map<string, PermissionSetArn>;
  readonly isActive: (accountId: AccountId) => boolean;
}
