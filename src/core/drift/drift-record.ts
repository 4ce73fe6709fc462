import { compareText } from '../model/order.ts';
import { canonicalJson } from '../plan/canonical-json.ts';
import { sha256 } from '../plan/digest.ts';
import type { DriftCause } from './cause.ts';

/** What the drift issue remembers of one entry. */
export interface SeenEntry {
  /** `DriftEntry.key`. */
  readonly key: string;
  /** The day on which a drift run first saw it: `2026-11-22`, UTC. */
  readonly since: string;
  /** `causeKey` of what explained it; null while nothing did. */
  readonly cause: string | null;
  readonly elusive: boolean;
  /** `setKey` of its permission set; null where it is about none. */
  readonly set: string | null;
}

/** 4 hex digits that tell most permission sets apart. */
export function setKey(permissionSet: string): string {
  return sha256(permissionSet).slice(0, 4);
}

/** The hidden line of the drift issue: what was said in it, so that the next run knows whether it has news. */
export interface DriftRecord {
  /** Over the drift; null where the last word was that there is none. */
  readonly digest: string | null;
  /** Over what is offered to keep it. */
  readonly offer: string;
  /** `doubtKey` of what could not be decided; null where nothing was. */
  readonly doubts: string | null;
  readonly entries: readonly SeenEntry[];
  /** True where there were more entries than room: one that is not among these may be old. */
  readonly forgets: boolean;
}

/** Of an issue that has no entries, or none any more. */
export function recordWithoutEntries(digest: string | null): DriftRecord {
  return { digest, offer: '0'.repeat(12), doubts: null, entries: [], forgets: false };
}

/** 6 hex digits over the calls that explain an entry; null where none does for certain. */
export function causeKey(cause: DriftCause | undefined): string | null {
  if (cause?.kind !== 'explained') return null;
  // AWS forgets how a call ended, which makes it no other call.
  const calls = cause.by.map(({ event }) => event.eventId);
  return sha256(canonicalJson(calls)).slice(0, 6);
}

const OPEN = '<!-- identity-center-reconciler:drift-record ';

/** Characters of entries: some 600. What was first seen when is not told of those beyond. */
const MOST = 15_000;

/** One hidden line of digits and dates, so that nothing in it can end it. */
export function recordLine({ digest, offer, doubts, entries, forgets }: DriftRecord): string {
  const days = Map.groupBy(
    entries.toSorted((a, b) => compareText(a.since, b.since) || compareText(a.key, b.key)),
    ({ since }) => since,
  );
  let room = MOST;
  const parts = [...days].flatMap(([day, members]) => {
    const kept = members.map(textOf).filter((text) => (room -= text.length + 1) > 0);
    return kept.length === 0 ? [] : [`${day}=${kept.join(',')}`];
  });
  const more = forgets || room <= 0 ? ['+'] : [];
  const open = doubts === null ? [] : [`?${doubts}`];
  return `${OPEN}${[digest ?? 'none', offer, ...open, ...parts, ...more].join(' ')} -->`;
}

function textOf({ key, set, cause, elusive }: SeenEntry): string {
  const marked = (mark: string, text: string | null): string =>
    text === null ? '' : `${mark}${text}`;
  return `${key}${marked('/', set)}${marked('.', cause)}${elusive ? '~' : ''}`;
}

const line =
  /^<!-- identity-center-reconciler:drift-record (none|[0-9a-f]{64}) ([0-9a-f]{12})(?: \?([0-9a-f]{12}))?((?: \d{4}-\d\d-\d\d=[0-9a-f./,~]+)*)( \+)? -->$/;
const entryText = /^([0-9a-f]{12})(?:\/([0-9a-f]{4}))?(?:\.([0-9a-f]{6}))?(~)?$/;

/** The record in an issue's body; null where there is none that can be read: then all of it is news. */
export function recordIn(body: string): DriftRecord | null {
  for (const text of body.split('\n')) {
    const match = text.startsWith(OPEN) ? line.exec(text.trimEnd()) : null;
    if (match === null) continue;
    const [, digest = 'none', offer = '', doubts = null, days = '', more] = match;
    const entries = days
      .split(' ')
      .filter((day) => day !== '')
      .flatMap(entriesOfDay);
    return {
      digest: digest === 'none' ? null : digest,
      offer,
      doubts,
      entries,
      forgets: more !== undefined,
    };
  }
  return null;
}

function entriesOfDay(day: string): SeenEntry[] {
  const [since = '', list = ''] = day.split('=');
  return list.split(',').flatMap((text) => {
    const [, key, set = null, cause = null, elusive] = entryText.exec(text) ?? [];
    return key === undefined ? [] : [{ key, since, set, cause, elusive: elusive !== undefined }];
  });
}
