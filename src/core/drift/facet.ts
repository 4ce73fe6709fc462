import type { TrailEvent } from '../model/trail.ts';

/** One property of what is live, and which calls write it: the newest that did must explain it. */
export interface Facet {
  /** Names of all events that write it, whatever they write. */
  readonly names: readonly string[];
  /** Whether an event of such a name wrote this very property. */
  readonly writes: (event: TrailEvent) => boolean;
  /** Whether it wrote what is live now. */
  readonly explains: (event: TrailEvent) => boolean;
  /** Calls of the old console that may have been it, and cannot be told from others. */
  readonly perhaps?: {
    readonly names: readonly string[];
    readonly concerns: (event: TrailEvent) => boolean;
    readonly explains: (event: TrailEvent) => boolean;
  };
}

/** What permission sets an event's ARN means. */
export interface TrailNames {
  /** Null where no live set has that name. */
  readonly arnOf: (permissionSet: string) => string | null;
  /** By ARN; of sets that are gone, as an earlier run knew them. */
  readonly nameOf: (arn: string) => string | null;
}
