import * as sso from '@aws-sdk/client-sso-admin';
import type { TrialTarget } from '../../../../ports/federation-aws-read.ts';
import type { AwsConnection } from '../../open-aws.ts';
import { nobody } from './nobody.ts';
import type { Trial } from './trial.ts';

/** How requests ended that are in CloudTrail, tried on one that nobody made. */
export function requestTrials({ clients }: AwsConnection, target: TrialTarget): Trial[] {
  const client = clients.ssoAdmin;
  const { instance: InstanceArn } = target;
  const service = 'sso-admin';
  const of = (operation: string, send: Trial['send']): Trial => ({ service, operation, send });
  return [
    of('DescribeAccountAssignmentCreationStatus', (options) =>
      client.send(
        new sso.DescribeAccountAssignmentCreationStatusCommand({
          InstanceArn,
          AccountAssignmentCreationRequestId: nobody,
        }),
        options,
      ),
    ),
    of('DescribeAccountAssignmentDeletionStatus', (options) =>
      client.send(
        new sso.DescribeAccountAssignmentDeletionStatusCommand({
          InstanceArn,
          AccountAssignmentDeletionRequestId: nobody,
        }),
        options,
      ),
    ),
  ];
}
