import {
  DescribeAccountAssignmentCreationStatusCommand,
  DescribeAccountAssignmentDeletionStatusCommand,
} from '@aws-sdk/client-sso-admin';
import type { AsyncOutcome } from '../../../core/model/async-outcome.ts';
import type { TrailReader } from '../../../ports/trail-read.ts';
import { creationAnswer, deletionAnswer } from '../answers/async-answers.ts';
import type { AwsConnection } from '../open-aws.ts';
import { ServiceChannel } from '../request/service-channel.ts';
import { nullIfNotFound } from './null-if-not-found.ts';

/** How requests that somebody made ended, one call each. */
export function createRequestOutcomeReader(
  { caller, clients }: AwsConnection,
  signal?: AbortSignal,
): Pick<TrailReader, 'outcomeOf'> {
  const client = clients.ssoAdmin;
  const channel = new ServiceChannel(caller, 'sso-admin', signal);
  return {
    async outcomeOf(InstanceArn, kind, requestId): Promise<AsyncOutcome | null> {
      const creation = new DescribeAccountAssignmentCreationStatusCommand({
        InstanceArn,
        AccountAssignmentCreationRequestId: requestId,
      });
      const deletion = new DescribeAccountAssignmentDeletionStatusCommand({
        InstanceArn,
        AccountAssignmentDeletionRequestId: requestId,
      });
      const asking =
        kind === 'creation'
          ? channel.read('DescribeAccountAssignmentCreationStatus', creationAnswer, (options) =>
              client.send(creation, options),
            )
          : channel.read('DescribeAccountAssignmentDeletionStatus', deletionAnswer, (options) =>
              client.send(deletion, options),
            );
      const state = await nullIfNotFound(asking, { within: InstanceArn });
      if (state?.status !== 'in-progress') return state;
      return { status: 'unfinished', requestId: state.requestId };
    },
  };
}
