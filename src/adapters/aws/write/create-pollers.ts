import * as sso from '@aws-sdk/client-sso-admin';
import * as answers from '../answers/async-answers.ts';
import type { AwsConnection } from '../open-aws.ts';
import { iamAction } from '../request/aws-service.ts';
import { ServiceChannel } from '../request/service-channel.ts';
import { type PolledRequests, RequestPoller } from './request-poller.ts';
import type { WriteLimits } from './write-limits.ts';

const MaxResults = 100;
const inProgress = { Status: 'IN_PROGRESS' } as const;

/** Milliseconds; an assignment takes seconds, a provisioning of thousands of accounts its time. */
const longestAssignment = 600_000;
const longestProvisioning = 1_800_000;

export interface Pollers {
  readonly creations: RequestPoller;
  readonly deletions: RequestPoller;
  readonly provisionings: RequestPoller;
}

/** One ticker for each kind of asynchronous request; an aborted `deadline` ends all waits. */
export function createPollers(
  connection: AwsConnection,
  limits: WriteLimits,
  deadline?: AbortSignal,
): Pollers {
  const client = connection.clients.ssoAdmin;
  const { caller, clock, journal } = connection;
  const polls = new ServiceChannel(caller, 'sso-admin', deadline, 'poll');
  const poller = (requests: PolledRequests): RequestPoller => {
    const rate = (): number => caller.rateOfPolls('sso-admin', requests.action);
    const isAwaited = (): boolean => limits.isAwaited;
    return new RequestPoller(requests, { clock, rate, isAwaited, deadline, journal });
  };

  const creations = poller({
    action: iamAction('sso-admin', 'CreateAccountAssignment'),
    longestWait: longestAssignment,
    async listInProgress(instance) {
      const ids = await polls.list(
        'ListAccountAssignmentCreationStatus',
        answers.creationsInProgress,
        (NextToken, options) =>
          client.send(
            new sso.ListAccountAssignmentCreationStatusCommand({
              InstanceArn: instance,
              Filter: inProgress,
              MaxResults,
              NextToken,
            }),
            options,
          ),
      );
      return new Set(ids);
    },
    describe: (instance, id) =>
      polls.read('DescribeAccountAssignmentCreationStatus', answers.creationAnswer, (options) =>
        client.send(
          new sso.DescribeAccountAssignmentCreationStatusCommand({
            InstanceArn: instance,
            AccountAssignmentCreationRequestId: id,
          }),
          options,
        ),
      ),
  });

  const deletions = poller({
    action: iamAction('sso-admin', 'DeleteAccountAssignment'),
    longestWait: longestAssignment,
    async listInProgress(instance) {
      const ids = await polls.list(
        'ListAccountAssignmentDeletionStatus',
        answers.deletionsInProgress,
        (NextToken, options) =>
          client.send(
            new sso.ListAccountAssignmentDeletionStatusCommand({
              InstanceArn: instance,
              Filter: inProgress,
              MaxResults,
              NextToken,
            }),
            options,
          ),
      );
      return new Set(ids);
    },
    describe: (instance, id) =>
      polls.read('DescribeAccountAssignmentDeletionStatus', answers.deletionAnswer, (options) =>
        client.send(
          new sso.DescribeAccountAssignmentDeletionStatusCommand({
            InstanceArn: instance,
            AccountAssignmentDeletionRequestId: id,
          }),
          options,
        ),
      ),
  });

  const provisionings = poller({
    action: iamAction('sso-admin', 'ProvisionPermissionSet'),
    longestWait: longestProvisioning,
    // At most three are ever outstanding, which is what a list would cost.
    listInProgress: null,
    describe: (instance, id) =>
      polls.read('DescribePermissionSetProvisioningStatus', answers.provisioningAnswer, (options) =>
        client.send(
          new sso.DescribePermissionSetProvisioningStatusCommand({
            InstanceArn: instance,
            ProvisionPermissionSetRequestId: id,
          }),
          options,
        ),
      ),
  });

  return { creations, deletions, provisionings };
}
