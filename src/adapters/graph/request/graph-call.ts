import type * as z from 'zod';
import type { GraphRoute } from './graph-permissions.ts';
import type { Effect } from './retry-policy.ts';

/** What an OData query may hold; every value is encoded where the address is made. */
export interface GraphQuery {
  /** Made with `odataText` where it holds a value from outside. */
  readonly filter?: string;
  readonly select?: readonly string[];
  readonly top?: number;
  /**
   * With `$count=true` and `ConsistencyLevel: eventual`, on every page: what Graph asks for casts,
   * `not`, `endsWith` and `$search`. Answers may then be seconds old.
   */
  readonly advanced?: boolean;
}

interface AnyCall {
  readonly route: GraphRoute;
  /** For the `{names}` of the route. */
  readonly parameters?: Readonly<Record<string, string>>;
  readonly query?: GraphQuery;
  /**
   * Null, as where there is no such thing, where it is denied although the token carries one of these:
   * for what only advises, and what one object may hide. Heeded among many alone.
   */
  readonly deniedDespite?: readonly string[];
}

/** One call of Microsoft Graph, not sent yet. */
export interface GraphCall<Answer extends z.ZodType = z.ZodType> extends AnyCall {
  /** What the answer must hold; null where Graph answers without a body. */
  readonly answer: Answer;
  /** Sent as JSON. */
  readonly body?: unknown;
  /** Default: a GET reads, everything else writes. */
  readonly effect?: Effect;
  /** Milliseconds that an attempt may take. */
  readonly timeLimit?: number;
}

/** A list of Microsoft Graph, every page of it. */
export interface GraphList<Item extends z.ZodType = z.ZodType> extends AnyCall {
  readonly item: Item;
  /** No page is followed once there are more items than this. */
  readonly atMost?: number;
}

/** Milliseconds that an attempt may take where a call says nothing else. */
export const longestAttempt = 30_000;

export function headersOf(query: GraphQuery | undefined): Readonly<Record<string, string>> {
  return query?.advanced === true ? { ConsistencyLevel: 'eventual' } : {};
}

/** The call as errors name it. */
export function actionOf({ route }: AnyCall): string {
  return `Graph ${route}`;
}
