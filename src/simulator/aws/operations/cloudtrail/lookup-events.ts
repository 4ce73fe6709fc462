import { AwsError } from '../../aws-error.ts';
import type { Context, Operations } from '../../context.ts';
import type { Fields } from '../../fields.ts';
import { canonicalJson, present } from '../../json.ts';
import type { JsonObject } from '../../json.ts';
import { page } from '../../page.ts';
import type { TrailEvent } from '../../trail/event-history.ts';
import { eventRecord, userName } from '../../trail/event-record.ts';

const latest = 8_640_000_000_000_000;

export const eventHistory: Operations = {
  LookupEvents: (context, input) => {
    const attributes = input.fieldsList('LookupAttributes');
    if (attributes.length > 1) {
      throw new AwsError(
        'InvalidLookupAttributesException',
        'You can specify only one lookup attribute.',
      );
    }
    const { since, until } = requireRange(input);
    // What Insights found stands in another history, which is empty here.
    const all = input.optionalText('EventCategory') === undefined ? visible(context) : [];
    const found = all.filter(
      (event) =>
        second(event) >= since &&
        second(event) <= until &&
        attributes.every((attribute) => matches(event, attribute)),
    );
    const { items, token } = page(context, input, found, newestFirst);
    return present({ Events: items.map(describe), NextToken: token });
  },
};

/** Of the account that asks, in the Region that is asked, once delivered and as long as kept. */
function visible({ trail, caller, region, world, knobs }: Context): readonly TrailEvent[] {
  const { delivery, retention } = knobs.trail;
  const now = world.clock.now();
  return trail.events.filter(
    (event) =>
      event.user.accountId === caller.accountId &&
      event.region === region &&
      event.at + delivery <= now &&
      event.at >= now - retention,
  );
}

function requireRange(input: Fields): { readonly since: number; readonly until: number } {
  const since = (input.optionalNumber('StartTime') ?? 0) * 1000;
  const until = (input.optionalNumber('EndTime') ?? latest / 1000) * 1000;
  if (since > until) {
    throw new AwsError('InvalidTimeRangeException', 'The start time is after the end time.');
  }
  return { since, until };
}

function matches(event: TrailEvent, attribute: Fields): boolean {
  const key = attribute.text('AttributeKey');
  const has: Readonly<Record<string, string>> = {
    EventId: event.id,
    EventName: event.name,
    EventSource: 'sso.amazonaws.com',
    ReadOnly: 'false',
    Username: userName(event.user),
    AccessKeyId: event.user.accessKeyId,
  };
  return has[key] === attribute.text('AttributeValue');
}

function describe(event: TrailEvent): JsonObject {
  return {
    EventId: event.id,
    EventName: event.name,
    ReadOnly: 'false',
    AccessKeyId: event.user.accessKeyId,
    EventTime: second(event) / 1000,
    EventSource: 'sso.amazonaws.com',
    Username: userName(event.user),
    Resources: [],
    CloudTrailEvent: canonicalJson(eventRecord(event)),
  };
}

/** CloudTrail's times have whole seconds. */
function second({ at }: TrailEvent): number {
  return at - (at % 1000);
}

function newestFirst({ at, sequence }: TrailEvent): string {
  const age = String(latest - at).padStart(16, '0');
  return `${age} ${String(1e9 - sequence).padStart(10, '0')}`;
}
