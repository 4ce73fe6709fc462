import { canonicalJson } from '../plan/canonical-json.ts';
import { sha256 } from '../plan/digest.ts';
import type { Adoption } from '../adopt/adoption.ts';
import type { DriftCauses } from './cause.ts';
import { setNameOf } from './drift-entry.ts';
import { causeKey, type DriftRecord, type SeenEntry, setKey } from './drift-record.ts';
import type { DriftReport } from './drift-report.ts';
import { doubtKey } from './undecided.ts';

/** What a run has to tell, held against what its issue says already. */
export interface DriftNews {
  readonly kind:
    /** Nothing drifted, nothing is undecided, and all that the issue ever told was looked at. */
    | 'clean'
    /** Nothing new in what was looked at; what the issue tells lies outside of it. */
    | 'out-of-sight'
    /** The issue says it already. */
    | 'same'
    /** The same drift, and a cause or a way to keep it that the issue does not have. */
    | 'more-known'
    /** Some of what the issue tells is over or decided now, and nothing came that it does not tell. */
    | 'less'
    | 'changed';
  /** What the issue is to remember. */
  readonly record: DriftRecord;
  /** Day on which an entry was first seen, by its key; absent where the issue had no room for it. */
  readonly since: ReadonlyMap<string, string>;
  /** Entries that the issue told and this run did not look at. */
  readonly notLooked: number;
}

/** Over what could be kept, and how; 12 hex digits. */
export function offerDigest(adoption: Adoption | null, adoptionUrl: string | null): string {
  return sha256(canonicalJson([adoption?.steps ?? null, adoptionUrl])).slice(0, 12);
}

export interface FoundByRun {
  readonly report: DriftReport;
  readonly causes: DriftCauses;
  readonly adoption: Adoption | null;
  /** Address of the pull request that keeps it. */
  readonly adoptionUrl: string | null;
}

/** Pure: what the run found, what the issue remembers, and the day on which this is, in UTC. */
export function driftNews(
  { report, causes, adoption, adoptionUrl }: FoundByRun,
  remembered: DriftRecord | null,
  today: string,
): DriftNews {
  const known = new Map(remembered?.entries.map((entry) => [entry.key, entry]));
  const entries = report.entries.map((entry): SeenEntry => {
    const { key, elusive } = entry;
    const before = known.get(key);
    const set = setNameOf(entry);
    return {
      key,
      set: set === null ? null : setKey(set),
      since: before?.since ?? today,
      // What explained it once does so still, when CloudTrail has forgotten it or cannot be read today.
      cause: causeKey(causes.of.get(key)) ?? before?.cause ?? null,
      elusive,
    };
  });
  const hasDay = ({ key }: SeenEntry): boolean =>
    known.has(key) || remembered === null || !remembered.forgets;
  const seen = new Set(entries.map(({ key }) => key));
  const outOfSight = (remembered?.entries ?? []).filter(
    (entry) => !seen.has(entry.key) && mayBeThere(entry, report),
  );
  const offer = offerDigest(adoption, adoptionUrl);
  const doubts = doubtKey(report.undecided);
  const isClean = entries.length === 0 && outOfSight.length === 0 && doubts === null;
  const record: DriftRecord = {
    digest: isClean ? null : report.digest,
    offer: entries.length === 0 ? (remembered?.offer ?? offer) : offer,
    doubts,
    // What was forgotten once has no first day any more.
    entries: [...entries.filter(hasDay), ...outOfSight],
    forgets: !entries.every(hasDay),
  };
  return {
    kind: kindOf(entries, outOfSight, record, remembered),
    record,
    since: new Map(entries.filter(hasDay).map(({ key, since }) => [key, since])),
    notLooked: outOfSight.length,
  };
}

/** A narrower reading, or one that failed in part, does not show that something is gone. */
function mayBeThere({ elusive, set }: SeenEntry, { exhaustive, isBlindTo }: DriftReport): boolean {
  return isBlindTo(set) || (elusive && !exhaustive);
}

function kindOf(
  entries: readonly SeenEntry[],
  outOfSight: readonly SeenEntry[],
  record: DriftRecord,
  remembered: DriftRecord | null,
): DriftNews['kind'] {
  const isDoubtNews = (remembered?.doubts ?? null) !== record.doubts;
  if (isDoubtNews && record.doubts !== null) return 'changed';
  if (entries.length === 0) {
    if (record.digest === null) return 'clean';
    if (isDoubtNews || outOfSight.length !== remembered?.entries.length) return 'less';
    return outOfSight.length === 0 ? 'same' : 'out-of-sight';
  }
  if (remembered?.digest !== record.digest) return 'changed';
  if (isDoubtNews) return 'less';
  const causes = new Map(remembered.entries.map(({ key, cause }) => [key, cause]));
  const isSame =
    remembered.offer === record.offer &&
    entries.every(({ key, cause }) => !causes.has(key) || causes.get(key) === cause);
  return isSame ? 'same' : 'more-known';
}
