import type { AsyncOutcome } from '../core/model/async-outcome.ts';
import type { InstanceArn } from '../core/model/ids.ts';
import type { TrailEvent, TrailReach } from '../core/model/trail.ts';

/**
 * Reading CloudTrail's event history: 90 days of the account and Region that are asked, two requests a
 * second. What a delegated administrator did stands in its own account's history. Retries within a bound
 * and rejects with PortError; `access-denied` where the role may not read it.
 */
export interface TrailReader {
  /**
   * LookupEvents by EventName, 50 a page, newest first, for each of `names`; no further page once the
   * bound on requests or on time is reached, or one fails after another was read, which `reach` then
   * tells. Events of `sso`, `sso-directory` and `identitystore` alone, for others have calls of the same
   * names. CloudTrail shows an event minutes after it happened: AWS says about five, within fifteen.
   */
  lookUp(question: {
    readonly names: readonly string[];
    /** ISO 8601 in UTC. */
    readonly since: string;
    readonly until: string;
  }): Promise<{ readonly events: readonly TrailEvent[]; readonly reach: TrailReach }>;
  /**
   * How an assignment's asynchronous request ended: DescribeAccountAssignmentCreationStatus or
   * -DeletionStatus; null where AWS no longer knows it, `unfinished` where it is still in progress.
   */
  outcomeOf(
    instance: InstanceArn,
    kind: 'creation' | 'deletion',
    requestId: string,
  ): Promise<AsyncOutcome | null>;
}
