import { LookupEventsCommand } from '@aws-sdk/client-cloudtrail';
import {
  DescribeAccountAssignmentCreationStatusCommand,
  DescribeAccountAssignmentDeletionStatusCommand,
} from '@aws-sdk/client-sso-admin';
import type { AsyncOutcome } from '../../../core/model/async-outcome.ts';
import type { TrailReader } from '../../../ports/trail-read.ts';
import { type AsyncState, creationAnswer, deletionAnswer } from '../answers/async-answers.ts';
import { eventsAnswer } from '../answers/trail-answers.ts';
import type { AwsConnection } from '../open-aws.ts';
import { ServiceChannel } from '../request/service-channel.ts';
import { type AskedPage, lookUpEvents } from './look-up-events.ts';
import { nullIfNotFound } from './null-if-not-found.ts';

/** CloudTrail's event history through `connection`; an aborted `signal` rejects what is not answered yet. */
export function createTrailReader(
  { caller, clients, clock }: AwsConnection,
  signal?: AbortSignal,
): TrailReader {
  const statuses = new ServiceChannel(caller, 'sso-admin', signal);
  const askPage = ({ name, since, until, token }: AskedPage, within: AbortSignal) =>
    new ServiceChannel(caller, 'cloudtrail', within).read('LookupEvents', eventsAnswer, (options) =>
      clients.cloudTrail.send(
        new LookupEventsCommand({
          LookupAttributes: [{ AttributeKey: 'EventName', AttributeValue: name }],
          StartTime: new Date(since),
          EndTime: new Date(until),
          MaxResults: 50,
          NextToken: token,
        }),
        options,
      ),
    );
  return {
    lookUp: (question) => lookUpEvents(question, askPage, clock, signal),

    async outcomeOf(InstanceArn, kind, requestId) {
      const asking =
        kind === 'creation'
          ? statuses.read('DescribeAccountAssignmentCreationStatus', creationAnswer, (options) =>
              clients.ssoAdmin.send(
                new DescribeAccountAssignmentCreationStatusCommand({
                  InstanceArn,
                  AccountAssignmentCreationRequestId: requestId,
                }),
                options,
              ),
            )
          : statuses.read('DescribeAccountAssignmentDeletionStatus', deletionAnswer, (options) =>
              clients.ssoAdmin.send(
                new DescribeAccountAssignmentDeletionStatusCommand({
                  InstanceArn,
                  AccountAssignmentDeletionRequestId: requestId,
                }),
                options,
              ),
            );
      const state = await nullIfNotFound(asking, { within: InstanceArn });
      return state === null ? null : outcomeOf(state);
    },
  };
}

function outcomeOf(state: AsyncState): AsyncOutcome {
  return state.status === 'in-progress'
    ? { status: 'unfinished', requestId: state.requestId }
    : state;
}
