import type { TrailEvent, TrailReach } from '../model/trail.ts';
import type { Doubt } from './facet.ts';

/** One recorded call that brought about what is live. */
export interface Evidence {
  readonly event: TrailEvent;
  /**
   * How the work that the call started ended; `unknown` where AWS no longer says, `unasked` where too
   * much would have to be asked. Null where the call itself did the work.
   */
  readonly outcome: 'succeeded' | 'unfinished' | 'unknown' | 'unasked' | null;
  /** Id of the workflow run whose apply made the call, by its session's name; null for anybody else. */
  readonly applyRun: string | null;
}

/** Who did it, as far as CloudTrail tells. */
export type DriftCause =
  | {
      readonly kind: 'explained';
      /** Newest first; several where fields were edited in several calls. */
      readonly by: readonly [Evidence, ...Evidence[]];
      /** False where part of it has no explanation. */
      readonly whole: boolean;
    }
  /** One call may have been it, and does not say enough to be sure. */
  | { readonly kind: 'perhaps'; readonly why: Doubt; readonly by: Evidence }
  /** Nothing that was seen explains it. */
  | { readonly kind: 'unexplained' }
  /** It happened in Entra ID, which CloudTrail does not record. */
  | { readonly kind: 'elsewhere' };

/** How far CloudTrail could be asked, said once for all. */
export type TrailState =
  /** Nothing in the drift is of a kind that CloudTrail records. */
  | { readonly kind: 'not-asked' }
  | { readonly kind: 'read'; readonly reach: TrailReach }
  /** The role may not: `permission` is what it lacks. */
  | { readonly kind: 'denied'; readonly permission: string }
  | { readonly kind: 'failed'; readonly why: string };

export interface DriftCauses {
  readonly trail: TrailState;
  /** True where the run is at home in a delegated administrator's account, and sees what was done there. */
  readonly delegated: boolean;
  /** By an entry's key; without one where the trail was not read. */
  readonly of: ReadonlyMap<string, DriftCause>;
}
