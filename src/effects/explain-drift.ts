import {
  type Asked,
  causesOf,
  eventNamesFor,
  type OutcomeQuestion,
} from '../core/drift/causes-of.ts';
import type { DriftCauses, TrailState } from '../core/drift/cause.ts';
import type { DriftEntry } from '../core/drift/drift-entry.ts';
import type { TrailNames } from '../core/drift/facet.ts';
import { isPermissionSetArn, permissionSetId } from '../core/model/ids.ts';
import type { Snapshot } from '../core/model/snapshot.ts';
import type { TrailEvent } from '../core/model/trail.ts';
import { PortError } from '../ports/port-error.ts';
import type { TrailReader } from '../ports/trail-read.ts';
import { forEachAtMost } from './for-each-at-most.ts';

/** As far back as CloudTrail keeps its event history. */
const KEPT = 90 * 24 * 3_600_000;
/** Requests whose end is asked: a call each, of the same budget as all else. */
const MOST_OUTCOMES = 200;
const AT_ONCE = 5;

type World = Pick<Snapshot, 'instance' | 'permissionSets' | 'permissionSetNames' | 'delegated'>;

/**
 * Asks CloudTrail who did it. Nothing is asked where nothing drifted, or nothing that CloudTrail records;
 * a trail that cannot be read explains nothing and fails nothing. `now` is milliseconds since the epoch.
 */
export async function explainDrift(
  reader: TrailReader,
  entries: readonly DriftEntry[],
  world: World,
  now: number,
): Promise<DriftCauses> {
  const { delegated } = world;
  const names = trailNames(world);
  const asked = eventNamesFor(entries, names);
  if (asked.length === 0) {
    const of = causesOf(entries, [], new Map(), names).causes;
    return { trail: { kind: 'not-asked' }, delegated, of };
  }
  try {
    const { events, reach } = await reader.lookUp({
      names: asked,
      since: new Date(now - KEPT).toISOString(),
      until: new Date(now).toISOString(),
    });
    // Beyond its reach a later call that undid it may be unseen.
    const seen = events.filter(({ at }) => Date.parse(at) >= Date.parse(reach.since));
    const of = await judge(reader, entries, seen, world, names);
    return { trail: { kind: 'read', reach }, delegated, of };
  } catch (error) {
    if (!(error instanceof PortError) || error.kind === 'cancelled') throw error;
    return { trail: unreadable(error), delegated, of: new Map() };
  }
}

function unreadable({ kind, message }: PortError): TrailState {
  return kind === 'access-denied'
    ? { kind: 'denied', permission: 'cloudtrail:LookupEvents' }
    : { kind: 'failed', why: message };
}

/** Asks how what matters ended, newest first, until nothing is open: a FAILED call lets an older one count. */
async function judge(
  reader: TrailReader,
  entries: readonly DriftEntry[],
  events: readonly TrailEvent[],
  { instance }: World,
  names: TrailNames,
): Promise<DriftCauses['of']> {
  const outcomes = new Map<string, Asked>();
  for (;;) {
    const { causes, questions } = causesOf(entries, events, outcomes, names);
    const room = MOST_OUTCOMES - outcomes.size;
    if (questions.length === 0 || room <= 0) return causes;
    await forEachAtMost(AT_ONCE, questions.slice(0, room), async ({ kind, requestId }) => {
      outcomes.set(requestId, await outcomeOf(reader, instance.arn, { kind, requestId }));
    });
  }
}

/** Where it cannot be asked, the call is told all the same. */
async function outcomeOf(
  reader: TrailReader,
  instance: Snapshot['instance']['arn'],
  { kind, requestId }: OutcomeQuestion,
): Promise<Asked> {
  try {
    return await reader.outcomeOf(instance, kind, requestId);
  } catch (error) {
    if (!(error instanceof PortError) || error.kind === 'cancelled') throw error;
    return 'unasked';
  }
}

function trailNames({ permissionSets, permissionSetNames }: World): TrailNames {
  const byName = new Map(permissionSets.map(({ name, arn }) => [name, arn]));
  const byArn = new Map<string, string>(permissionSets.map(({ name, arn }) => [arn, name]));
  return {
    arnOf: (name) => byName.get(name) ?? null,
    nameOf: (arn) =>
      byArn.get(arn) ??
      (isPermissionSetArn(arn) ? permissionSetNames.get(permissionSetId(arn)) : undefined) ??
      null,
  };
}
