import type { TrailEvent } from '../model/trail.ts';

/** One property of what is live, and which calls write it: the newest that did must explain it. */
export interface Facet {
  /** Names of all events that write it, whatever they write. */
  readonly names: readonly string[];
  /** Whether an event of such a name wrote this very property. */
  readonly writes: (event: TrailEvent) => boolean;
  /** Whether it wrote what is live now. */
  readonly explains: (event: TrailEvent) => boolean;
  /** Calls that may have been it, and cannot be told from others. */
  readonly perhaps?: {
    readonly why: Doubt;
    readonly names: readonly string[];
    readonly concerns: (event: TrailEvent) => boolean;
    readonly explains: (event: TrailEvent) => boolean;
  };
}

/**
 * `old-console`: the call names the principal, and neither account nor permission set.
 * `nameless-set`: it names the set by an id that nobody knows any more.
 */
export type Doubt = 'old-console' | 'nameless-set';

/** What permission sets an event's ARN means. */
export interface TrailNames {
  /** Null where no live set has that name. */
  readonly arnOf: (permissionSet: string) => string | null;
  /** By ARN; of sets that are gone, as an earlier run knew them. */
  readonly nameOf: (arn: string) => string | null;
}
