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

/** What the difference touches, or everything where that is no dearer. */
export function chooseForChanges(
  versions: Versions,
  touched: Touched,
  known: Known,
): Pick<Reading, 'strategy' | 'estimate'> {
  const complete = estimateComplete(versions, known);
  const narrow = estimateTouched(versions, touched, known);
  const isSoon = complete <= SOON * known.requestsPerSecond;
  return isSoon || complete <= narrow
    ? { strategy: 'complete', estimate: estimateOf(complete, known) }
    : { strategy: 'touched', estimate: estimateOf(narrow, known) };
}

/** By groups, or every pair where that is no dearer. `pairs` are provisioned, `byGroup` requests it would take. */
export function chooseForEverything(
  pairs: number,
  byGroup: number,
  known: Known,
): Pick<Reading, 'strategy' | 'estimate'> {
  const isSoon = pairs <= SOON * known.requestsPerSecond;
  const strategy = isSoon || pairs <= byGroup ? 'complete' : 'by-group';
  const estimate =
    strategy === 'complete'
      ? estimateEveryPair(pairs, known)
      : estimateOf(requestsForEverySet(pairs, known) + byGroup, known);
  return { strategy, estimate };
}

/** Each set in full, and each of so many pairs. */
export function estimateEveryPair(pairs: number, known: Known): Reading['estimate'] {
  return estimateOf(requestsForEverySet(pairs, known) + pairs, known);
}

function requestsForEverySet(pairs: number, known: Known): number {
  return contentRequests * known.permissionSets + listRequests(pairs, known);
}

export function estimateOf(requests: number, { requestsPerSecond }: Known): Reading['estimate'] {
  return { requests, seconds: Math.ceil(requests / requestsPerSecond) };
}

/** As far as the files tell which pairs are live. */
export function estimateComplete(versions: Versions, known: Known): number {
  const pairs = new Set(
    [versions.head, ...othersOf(versions)].flatMap(({ desired }) => pairsOf(desired)),
  ).size;
  return requestsForEverySet(pairs, known) + pairs;
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
