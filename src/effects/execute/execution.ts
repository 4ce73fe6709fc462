import type { DeclaredPermissionSet } from '../../core/mapping/mapping.ts';
import type { Directory } from '../../core/model/directory.ts';
import type { AccountId, InstanceArn, PermissionSetArn } from '../../core/model/ids.ts';
import type { Outcome } from '../../core/outcome/apply-report.ts';
import type { ApplicationReader } from '../../ports/applications-read.ts';
import type { Clock } from '../../ports/clock.ts';
import type { DirectoryReader } from '../../ports/directory-read.ts';
import type { DirectoryWriter } from '../../ports/directory-write.ts';
import type {
  IdentityCenterReader,
  IdentityStoreReader,
} from '../../ports/identity-center-read.ts';
import type { IdentityCenterWriter } from '../../ports/identity-center-write.ts';
import type { Journal } from '../../ports/journal.ts';
import type { Arrivals } from './arrivals.ts';
import type { Sightings } from './sightings.ts';

/** How a step ended. What waits for Entra is no outcome: the next run goes on with it. */
export type StepEnd = Outcome | { readonly result: 'waiting'; readonly reason: string };

/** What an apply may do in Entra; nothing without `groupSync: manage`. */
export interface EntraHands {
  readonly reader: DirectoryReader;
  readonly writer: DirectoryWriter;
  readonly directory: Directory;
  /**
   * Whether head asks for that grant or assignment to an application, by its key: what a group that came
   * had before may be just that.
   */
  readonly isDeclared: (key: string) => boolean;
}

/** What steps in Entra need, with what this apply came to know. */
export interface EntraExecution extends EntraHands {
  /** Ids of the identity store by object id, of groups that came during this apply. */
  readonly syncedIds: Map<string, string>;
  readonly arrivals: Arrivals;
}

/** What an apply is handed. */
export interface Hands {
  readonly instance: InstanceArn;
  readonly owner: string;
  readonly reader: IdentityCenterReader;
  readonly applications: ApplicationReader;
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
  readonly identityStore: IdentityStoreReader;
  readonly identityStoreId: string;
  readonly entra: EntraHands | null;
  /** Where it is, nobody is named in what is told. */
  readonly isPublicRepository: boolean;
}

/** What every step of an apply needs. */
export interface Execution extends Hands {
  readonly entra: EntraExecution | null;
  readonly sightings: Sightings;
  /** Told once AWS is done with an operation, which may remain to be seen by a read. */
  readonly done: (operationId: string) => void;
}
