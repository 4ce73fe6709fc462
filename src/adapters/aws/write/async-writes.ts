import * as sso from '@aws-sdk/client-sso-admin';
import type { LiveAssignment } from '../../../core/model/assignment.ts';
import type { InstanceArn } from '../../../core/model/ids.ts';
import type { AsyncOutcome, IdentityCenterWriter } from '../../../ports/identity-center-write.ts';
import * as answers from '../answers/async-answers.ts';
import type { AwsConnection } from '../open-aws.ts';
import { ServiceChannel } from '../request/service-channel.ts';
import { createPollers } from './create-pollers.ts';
import type { RequestPoller } from './request-poller.ts';
import type { PlacedWrite, WriteLimits } from './write-limits.ts';

export type AsyncWrites = Pick<
  IdentityCenterWriter,
  'createAssignment' | 'deleteAssignment' | 'provision'
>;

export interface WriteSignals {
  /** Aborted: no new write starts; what AWS has accepted is polled on. */
  readonly signal?: AbortSignal;
  /** Aborted: the wait for what AWS has accepted ends too, as unfinished. */
  readonly deadline?: AbortSignal;
}

/** The three writes that AWS answers before it does them. */
export function createAsyncWrites(
  connection: AwsConnection,
  limits: WriteLimits,
  { signal, deadline }: WriteSignals,
): AsyncWrites {
  const client = connection.clients.ssoAdmin;
  const channel = new ServiceChannel(connection.caller, 'sso-admin', signal);
  const { creations, deletions, provisionings } = createPollers(connection, limits, deadline);

  /** Sends the write when its turn has come, and keeps its place until AWS has done it. */
  const toItsEnd = <Outcome>(
    poller: RequestPoller,
    send: (onBusy: () => void) => Promise<answers.AsyncState>,
    wait: (requestId: string) => Promise<Outcome>,
  ): PlacedWrite<Outcome | AsyncOutcome> => ({
    action: poller.action,
    signal,
    async run(place) {
      const state = await send(() => place.refused());
      place.letIn();
      return state.status === 'in-progress' ? wait(state.requestId) : state;
    },
  });

  return {
    createAssignment(instance, assignment) {
      const command = new sso.CreateAccountAssignmentCommand(assignmentInput(instance, assignment));
      const send = (onBusy: () => void) =>
        channel.write(
          'CreateAccountAssignment',
          answers.creationAnswer,
          (options) => client.send(command, options),
          onBusy,
        );
      return limits.assignment(
        assignment.accountId,
        toItsEnd(creations, send, (id) => creations.wait(instance, id)),
      );
    },

    deleteAssignment(instance, assignment) {
      const command = new sso.DeleteAccountAssignmentCommand(assignmentInput(instance, assignment));
      const send = (onBusy: () => void) =>
        channel.write(
          'DeleteAccountAssignment',
          answers.deletionAnswer,
          (options) => client.send(command, options),
          onBusy,
        );
      return limits.assignment(
        assignment.accountId,
        toItsEnd(deletions, send, (id) => deletions.wait(instance, id)),
      );
    },

    provision(instance, arn, target) {
      const command = new sso.ProvisionPermissionSetCommand({
        InstanceArn: instance,
        PermissionSetArn: arn,
        ...(target === 'all-provisioned'
          ? { TargetType: 'ALL_PROVISIONED_ACCOUNTS' }
          : { TargetType: 'AWS_ACCOUNT', TargetId: target }),
      });
      const send = (onBusy: () => void) =>
        channel.write(
          'ProvisionPermissionSet',
          answers.provisioningAnswer,
          (options) => client.send(command, options),
          onBusy,
        );
      return limits.provisioning(
        target,
        toItsEnd(provisionings, send, (id) => provisionings.verdict(instance, id)),
      );
    },
  };
}

function assignmentInput(instance: InstanceArn, assignment: LiveAssignment) {
  return {
    InstanceArn: instance,
    TargetType: 'AWS_ACCOUNT',
    TargetId: assignment.accountId,
    PermissionSetArn: assignment.permissionSetArn,
    PrincipalType: assignment.principalType,
    PrincipalId: assignment.principalId,
  } as const;
}
