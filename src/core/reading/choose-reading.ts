import type { DesiredState } from '../desired/desired-state.ts';
import { pairKey, type Reading } from '../model/reading.ts';
import type { Versions } from '../plan/attribute.ts';
import { coverGrants, pagesByFiles } from './cover.ts';
import { othersOf, type Touched } from './touched.ts';

const page = 100;
/** Everything is read where it takes no longer than so many seconds: then the plan tells of all drift. */
const SOON = 10;
/** The requests that one permission set's content takes. */
const contentRequests = 6;

/** What is known of the live organization when the way of reading is chosen. */
export interface Known {
  /** How many permission sets there are. */
  readonly permissionSets: number;
  /** How many of them a hint names, so that nobody needs to ask for their names. */
  readonly named: number;
  /** What sso-admin allows a second. */
  readonly requestsPerSecond: number;
}

/** What either way takes for changes, as far as the files tell. */
export interface Costs {
  readonly touched: number;
  readonly complete: number;
}

export function costsOfChanges(versions: Versions, touched: Touched, known: Known): Costs {
  return {
    touched: estimateTouched(versions, touched, known),
    complete: estimateComplete(versions, known),
  };
}

/** True where reading everything is soon done, or no dearer than what a change touches. */
export function isCompleteFine({ touched, complete }: Costs, known: Known): boolean {
  return complete <= SOON * known.requestsPerSecond || complete <= touched;
}

/**
 * By groups, or every pair where that is no dearer. Only once groups have been listed is it known how many
 * pairs none of them explains, so the listing alone decides: it is all that can be in vain.
 */
export function chooseForEverything(
  pairs: number,
  { listing, probes }: { readonly listing: number; readonly probes: number },
  known: Known,
): Pick<Reading, 'strategy' | 'estimate'> {
  if (pairs <= SOON * known.requestsPerSecond || pairs <= listing) {
    return { strategy: 'complete', estimate: estimateEveryPair(pairs, known) };
  }
  const requests = requestsForEverySet(pairs, known) + listing + probes;
  return { strategy: 'by-group', estimate: estimateOf(requests, known) };
}

/** Each set in full, and each of so many pairs. */
export function estimateEveryPair(pairs: number, known: Known): Reading['estimate'] {
  return estimateOf(requestsForEverySet(pairs, known) + pairs, known);
}

/** Of so many pairs: content and accounts of each set. */
export function requestsForEverySet(pairs: number, known: Known): number {
  return contentRequests * known.permissionSets + listRequests(pairs, known);
}

export function estimateOf(requests: number, { requestsPerSecond }: Known): Reading['estimate'] {
  return { requests, seconds: Math.ceil(requests / requestsPerSecond) };
}

/** As far as the files tell which pairs are live. */
export function estimateComplete(versions: Versions, known: Known): number {
  const pairs = declaredPairs(versions);
  return requestsForEverySet(pairs, known) + pairs;
}

/** How many pairs of account and set any version of the files names. */
export function declaredPairs(versions: Versions): number {
  const pairs = [versions.head, ...othersOf(versions)].flatMap(({ desired }) => pairsOf(desired));
  return new Set(pairs).size;
}

/** Each set's accounts, and those of an older version. */
function listRequests(pairs: number, { permissionSets }: Known): number {
  return Math.ceil(permissionSets / page) + 2 * permissionSets + Math.floor(pairs / page);
}

function estimateTouched(versions: Versions, touched: Touched, known: Known): number {
  const { permissionSets, whole, edited, losing, gaining } = touched;
  if (permissionSets.size === 0) return 0;
  const { desired } = versions.head;
  const others = othersOf(versions).map((version) => version.desired);
  const pairs = [desired, ...others].flatMap((state) =>
    [...state.grants.values()].flatMap((grant) =>
      whole.has(grant.permissionSet) ? [pairKey(grant.account.id, grant.permissionSet)] : [],
    ),
  );
  const unnamed = Math.max(0, known.permissionSets - known.named);
  return (
    Math.ceil(known.permissionSets / page) +
    Math.max(unnamed, permissionSets.size) +
    (contentRequests - 1) * permissionSets.size +
    2 * (whole.size + edited.size) +
    new Set([...pairs, ...losing.keys()]).size +
    coverGrants(gaining, pagesByFiles(desired.grants.values()), true).requests
  );
}

function pairsOf({ grants }: DesiredState): string[] {
  return [...grants.values()].map(({ account, permissionSet }) =>
    pairKey(account.id, permissionSet),
  );
}
