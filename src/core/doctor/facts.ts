import type { AwsFacts } from './aws-facts.ts';
import type { EntraFacts } from './entra-facts.ts';

/** Everything the doctor read, as plain data. */
export interface Facts {
  /** ISO 8601 in UTC. */
  readonly now: string;
  /** Then people are counted, not named. */
  readonly isPublicRepository: boolean;
  readonly aws: AwsFacts;
  readonly entra: EntraFacts;
}
