import * as z from 'zod';
import type { TrailActor, TrailEvent } from '../../../core/model/trail.ts';
import { cleanText } from '../request/clean-text.ts';
import { optionalText } from './fields.ts';

/** Services that change who has access; names of calls are not theirs alone (`TagResource`). */
const sources = new Set([
  'sso.amazonaws.com',
  'sso-directory.amazonaws.com',
  'identitystore.amazonaws.com',
]);

/** One of a page, as far as LookupEvents itself says; `record` is the JSON text of the event. */
export interface LookedUpEvent {
  /** ISO 8601 in UTC; null where AWS left it out. */
  readonly at: string | null;
  readonly record: string | null;
}

const lookedUp = z
  .object({ EventTime: z.date().nullish(), CloudTrailEvent: optionalText })
  .transform(({ EventTime, CloudTrailEvent }): LookedUpEvent => ({
    at: EventTime?.toISOString() ?? null,
    record: CloudTrailEvent,
  }));

export const eventsAnswer = z
  .object({ Events: z.array(lookedUp).nullish(), NextToken: optionalText })
  .transform(({ Events, NextToken }) => ({ events: Events ?? [], next: NextToken }));

const text = z.string().min(1).nullish().catch(null);
const members = z.record(z.string(), z.unknown()).nullish().catch(null);

const identity = z
  .object({
    type: text,
    arn: text,
    accountId: text,
    userName: text,
    principalId: text,
    invokedBy: text,
    onBehalfOf: z.object({ userId: text }).nullish().catch(null),
  })
  .nullish()
  .catch(null);

const record = z.object({
  eventID: z.string().min(1),
  eventName: z.string().min(1),
  eventTime: z.iso.datetime({ offset: true }),
  eventSource: z.string(),
  userIdentity: identity,
  sourceIPAddress: text,
  userAgent: text,
  errorCode: text,
  requestParameters: members,
  responseElements: members,
  sessionCredentialFromConsole: z.union([z.string(), z.boolean()]).nullish().catch(null),
});

/** A record of CloudTrail; null where it is about other services, `unreadable` where it is no record. */
export function readRecord(json: string | null): TrailEvent | 'unreadable' | null {
  const parsed = record.safeParse(parseJson(json));
  if (!parsed.success) return 'unreadable';
  const event = parsed.data;
  if (!sources.has(event.eventSource)) return null;
  return {
    eventId: cleanText(event.eventID),
    name: cleanText(event.eventName),
    at: new Date(event.eventTime).toISOString(),
    actor: actorOf(event),
    errorCode: cleaned(event.errorCode),
    requestId: requestIdOf(event.responseElements ?? {}),
    request: event.requestParameters ?? {},
  };
}

function actorOf(event: z.output<typeof record>): TrailActor {
  const { userIdentity: who } = event;
  return {
    name: cleanText(nameOf(who) ?? 'unknown'),
    arn: cleaned(who?.arn),
    console: isConsole(event),
    from: cleaned(event.sourceIPAddress),
  };
}

function isConsole({
  userAgent,
  sessionCredentialFromConsole,
}: z.output<typeof record>): boolean | null {
  if (String(sessionCredentialFromConsole) === 'true') return true;
  if (userAgent === null || userAgent === undefined || userAgent === 'AWS Internal') return null;
  return /^Mozilla\/|console\.amazonaws\.com/.test(userAgent);
}

function nameOf(who: z.output<typeof identity>): string | null {
  const last = who?.arn?.split('/').at(-1);
  switch (who?.type) {
    case 'AssumedRole':
      return last ?? who.principalId?.split(':').at(-1) ?? null;
    case 'Root':
      return `root of ${who.accountId ?? 'an account'}`;
    default:
      return (
        who?.userName ??
        who?.invokedBy ??
        who?.onBehalfOf?.userId ??
        last ??
        who?.principalId ??
        who?.accountId ??
        null
      );
  }
}

/** `{ accountAssignmentCreationStatus: { requestId } }`, and its like of deletions and provisionings. */
function requestIdOf(response: Readonly<Record<string, unknown>>): string | null {
  for (const value of Object.values(response)) {
    const found = z.object({ requestId: z.string().min(1) }).safeParse(value);
    if (found.success) return cleanText(found.data.requestId);
  }
  return null;
}

function cleaned(value: string | null | undefined): string | null {
  return value === null || value === undefined ? null : cleanText(value);
}

function parseJson(json: string | null): unknown {
  try {
    return json === null ? null : JSON.parse(json);
  } catch {
    return null;
  }
}
