import { LookupEventsCommand } from '@aws-sdk/client-cloudtrail';
import type { TrailReader } from '../../../ports/trail-read.ts';
import { eventsAnswer } from '../answers/trail-answers.ts';
import type { AwsConnection } from '../open-aws.ts';
import { ServiceChannel } from '../request/service-channel.ts';
import { type AskedPage, lookUpEvents } from './look-up-events.ts';
import { createRequestOutcomeReader } from './request-outcome-reader.ts';

/** Events of a page, the most that CloudTrail gives. */
const MaxResults = 50;

/** CloudTrail's event history through `connection`; an aborted `signal` rejects what is not answered yet. */
export function createTrailReader(connection: AwsConnection, signal?: AbortSignal): TrailReader {
  const { caller, clients, clock } = connection;
  const askPage = ({ name, since, until, token }: AskedPage, within: AbortSignal) =>
    new ServiceChannel(caller, 'cloudtrail', within).read('LookupEvents', eventsAnswer, (options) =>
      clients.cloudTrail.send(
        new LookupEventsCommand({
          LookupAttributes: [{ AttributeKey: 'EventName', AttributeValue: name }],
          StartTime: new Date(since),
          EndTime: new Date(until),
          MaxResults,
          NextToken: token,
        }),
        options,
      ),
    );
  return {
    ...createRequestOutcomeReader(connection, signal),
    lookUp: (question) => lookUpEvents(question, askPage, clock, signal),
  };
}
