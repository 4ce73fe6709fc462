import { compareText } from '../../../core/model/order.ts';
import type { TrailEvent } from '../../../core/model/trail.ts';
import type { Clock } from '../../../ports/clock.ts';
import { PortError } from '../../../ports/port-error.ts';
import type { TrailReader } from '../../../ports/trail-read.ts';
import { type LookedUpEvent, readRecord } from '../answers/trail-answers.ts';
import { TimeLimitError } from '../request/classify-failure.ts';
import { withTimeLimit } from '../request/with-time-limit.ts';

/** Pages of 50; fifteen seconds of what CloudTrail answers an account. */
const mostPages = 30;
/** Milliseconds for all of them: what drifted is worth saying without a cause too. */
const longest = 30_000;
/** Milliseconds: how long CloudTrail keeps its history, and what of it is not worth a word. */
const kept = 90 * 24 * 3_600_000;
const nearly = 3_600_000;
/** Times of events have whole seconds; more of the oldest one's second may stand on the next page. */
const resolution = 1000;

type Question = Parameters<TrailReader['lookUp']>[0];
type Found = Awaited<ReturnType<TrailReader['lookUp']>>;

export interface AskedPage {
  readonly name: string;
  /** Milliseconds since 1970. */
  readonly since: number;
  readonly until: number;
  readonly token: string | undefined;
}

type AskPage = (
  page: AskedPage,
  within: AbortSignal,
) => Promise<{ readonly events: readonly LookedUpEvent[]; readonly next: string | null }>;

/** How far the history of one name has been read. */
interface Thread {
  readonly name: string;
  /** Milliseconds since 1970: everything since then was seen. */
  seenSince: number;
  token: string | undefined;
}

/** Asks page after page, always of the name that was read the least far back, within bounds. */
export async function lookUpEvents(
  question: Question,
  askPage: AskPage,
  clock: Clock,
  signal?: AbortSignal,
): Promise<Found> {
  const asked = Date.parse(question.since);
  const until = Date.parse(question.until);
  const edge = clock.now() - kept;
  const since = asked < edge - nearly ? edge : asked;
  if (since > until) return { events: [], reach: { since: question.until, why: tooOld } };
  const names = [...new Set(question.names)];
  let open: Thread[] = names.map((name) => ({ name, seenSince: until, token: undefined }));
  const found = new Map<string, TrailEvent>();
  const deadline = clock.now() + longest;
  const why: string[] = [];
  let unreadable = 0;
  for (let pages = 0; open.length > 0; pages += 1) {
    const left = deadline - clock.now();
    if (pages === mostPages || left <= 0) {
      why.push(`no more than ${mostPages} pages and ${longest / 1000} s are spent on CloudTrail`);
      break;
    }
    const thread = open.reduce((least, one) => (one.seenSince > least.seenSince ? one : least));
    const { name, token } = thread;
    try {
      const page = await withTimeLimit(clock, left, signal, (within) =>
        askPage({ name, since, until, token }, within),
      );
      for (const event of page.events.map(({ record }) => readRecord(record))) {
        if (event === 'unreadable') unreadable += 1;
        else if (event !== null) found.set(event.eventId, event);
      }
      if (page.next === null) open = open.filter((one) => one !== thread);
      else if (page.next === token) throw sameToken();
      thread.token = page.next ?? undefined;
      thread.seenSince = oldest(page.events, thread.seenSince);
    } catch (error) {
      if (signal?.aborted === true || (pages === 0 && !isLate(error))) throw error;
      why.push(isLate(error) ? `no answer within ${longest / 1000} s` : reason(error));
      break;
    }
  }
  if (open.length === 0 && since > asked) why.push(tooOld);
  if (unreadable > 0)
    why.push(`${unreadable} ${unreadable === 1 ? 'event' : 'events'} could not be read`);
  const reached = Math.max(since, ...open.map(({ seenSince }) => seenSince));
  return {
    events: [...found.values()].toSorted(
      (a, b) => compareText(b.at, a.at) || compareText(a.eventId, b.eventId),
    ),
    reach: {
      since: new Date(Math.min(reached, until)).toISOString(),
      why: why.length === 0 ? null : why.join('; '),
    },
  };
}

const tooOld = 'CloudTrail keeps its event history for 90 days';

function oldest(events: readonly LookedUpEvent[], before: number): number {
  const times = events.flatMap(({ at }) => (at === null ? [] : [Date.parse(at) + resolution]));
  return Math.min(before, ...times);
}

/** The time limit ends the call, which then counts as cancelled. */
function isLate(error: unknown): boolean {
  return (
    error instanceof TimeLimitError || (error instanceof PortError && error.kind === 'cancelled')
  );
}

function reason(error: unknown): string {
  if (error instanceof PortError) return error.message;
  throw error;
}

function sameToken(): PortError {
  const action = 'cloudtrail:LookupEvents';
  return new PortError('bad-answer', action, `${action}: AWS gave the same page token twice`);
}
