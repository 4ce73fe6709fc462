import type { AsyncOutcome } from '../model/async-outcome.ts';
import { compareText, sortedUnique } from '../model/order.ts';
import type { TrailEvent } from '../model/trail.ts';
import type { DriftCause, Evidence } from './cause.ts';
import type { DriftEntry } from './drift-entry.ts';
import type { Doubt, Facet, TrailNames } from './facet.ts';
import { facetsOf } from './facets-of.ts';

/** How an assignment's request ended: null where AWS no longer knows, `unasked` where it could not be asked. */
export type Asked = AsyncOutcome | 'unasked' | null;

/** By request id; absent where nobody asked yet. */
export type Outcomes = ReadonlyMap<string, Asked>;

/** A request whose end decides whether its call counts. */
export interface OutcomeQuestion {
  readonly kind: 'creation' | 'deletion';
  readonly requestId: string;
}

/** Which events can explain these entries; none where CloudTrail records nothing of their kinds. */
export function eventNamesFor(entries: readonly DriftEntry[], names: TrailNames): string[] {
  return sortedUnique(
    entries
      .flatMap((entry) => facetsOf(entry, names) ?? [])
      .flatMap((facet) => [...facet.names, ...(facet.perhaps?.names ?? [])]),
  );
}

interface Judged {
  readonly causes: ReadonlyMap<string, DriftCause>;
  /** What must be known before the causes are final. */
  readonly questions: readonly OutcomeQuestion[];
}

/**
 * Joins what CloudTrail recorded to what drifted. For each property of what is live the newest accepted
 * call that wrote it is looked at, and no older one: a grant that was made and taken back explains
 * nothing. A call whose work FAILED did not write; of those that have none of their outcome yet,
 * `questions` names the ones that matter, to be asked and judged again.
 */
export function causesOf(
  entries: readonly DriftEntry[],
  events: readonly TrailEvent[],
  outcomes: Outcomes,
  names: TrailNames,
): Judged {
  const questions = new Map<string, OutcomeQuestion>();
  const trail = eventsByName(events);
  const causes = new Map<string, DriftCause>();
  for (const entry of entries) {
    const facets = facetsOf(entry, names);
    if (facets === null) {
      causes.set(entry.key, { kind: 'elsewhere' });
      continue;
    }
    const found = facets.map((facet) => evidenceFor(facet, trail, outcomes, questions));
    causes.set(entry.key, causeFrom(found));
  }
  return { causes, questions: [...questions.values()] };
}

type Trail = ReadonlyMap<string, readonly TrailEvent[]>;

function eventsByName(events: readonly TrailEvent[]): Trail {
  return Map.groupBy(
    // What AWS refused wrote nothing.
    events.filter(({ errorCode }) => errorCode === null).toSorted(newestFirst),
    ({ name }) => name,
  );
}

/** Times are whole seconds, so ids decide between equals: in whichever order they come, the same is said. */
function newestFirst(a: TrailEvent, b: TrailEvent): number {
  return compareText(b.at, a.at) || compareText(b.eventId, a.eventId);
}

/** `doubt` is null where it is certain. */
type Found = { readonly evidence: Evidence; readonly doubt: Doubt | null } | null;

function evidenceFor(
  { names, writes, explains, perhaps }: Facet,
  trail: Trail,
  outcomes: Outcomes,
  questions: Map<string, OutcomeQuestion>,
): Found {
  const writers = names.flatMap((name) => trail.get(name) ?? []).filter(writes);
  for (const event of writers.toSorted(newestFirst)) {
    const outcome = outcomeOf(event, outcomes, questions);
    if (outcome === 'failed') continue;
    // The newest decides: what it undid, nothing older explains.
    return explains(event) ? { evidence: evidence(event, outcome), doubt: null } : null;
  }
  if (perhaps === undefined) return null;
  const [newest] = perhaps.names
    .flatMap((name) => trail.get(name) ?? [])
    .filter(perhaps.concerns)
    .toSorted(newestFirst);
  if (newest === undefined || !perhaps.explains(newest)) return null;
  return { evidence: evidence(newest, null), doubt: perhaps.why };
}

const asynchronous: ReadonlyMap<string, OutcomeQuestion['kind']> = new Map([
  ['CreateAccountAssignment', 'creation'],
  ['DeleteAccountAssignment', 'deletion'],
]);

function outcomeOf(
  { name, requestId }: TrailEvent,
  outcomes: Outcomes,
  questions: Map<string, OutcomeQuestion>,
): Evidence['outcome'] | 'failed' {
  const kind = asynchronous.get(name);
  if (kind === undefined) return null;
  if (requestId === null) return 'unknown';
  const outcome = outcomes.get(requestId);
  if (outcome === undefined) {
    questions.set(requestId, { kind, requestId });
    return 'unasked';
  }
  return outcome === 'unasked' ? outcome : (outcome?.status ?? 'unknown');
}

/** As the examples name their sessions: `access-apply-<run id>`. */
const applySession = /:assumed-role\/[^/]+\/access-(?:apply|approve)-(\d{1,20})$/;

function evidence(event: TrailEvent, outcome: Evidence['outcome']): Evidence {
  const [, run = null] = applySession.exec(event.actor.arn ?? '') ?? [];
  return { event, outcome, applyRun: run };
}

function causeFrom(found: readonly Found[]): DriftCause {
  const certain = found.flatMap((one) => (one?.doubt === null ? [one.evidence] : []));
  const unique = new Map(certain.map((one) => [one.event.eventId, one]));
  const [first, ...others] = [...unique.values()].toSorted((a, b) => newestFirst(a.event, b.event));
  if (first !== undefined) {
    return {
      kind: 'explained',
      by: [first, ...others],
      whole: certain.length === found.length,
    };
  }
  for (const one of found) {
    if (one !== null && one.doubt !== null) {
      return { kind: 'perhaps', why: one.doubt, by: one.evidence };
    }
  }
  return { kind: 'unexplained' };
}
