import * as sso from '@aws-sdk/client-sso-admin';
import { instanceId, partitionOf } from '../../../../core/model/ids.ts';
import type { TrialTarget } from '../../../../ports/federation-aws-read.ts';
import type { AwsConnection } from '../../open-aws.ts';
import type { Trial } from './trial.ts';

export function applicationTrials({ clients }: AwsConnection, target: TrialTarget): Trial[] {
  if (!target.applications) return [];
  const client = clients.ssoAdmin;
  const { instance: InstanceArn, account } = target;
  // One that does not exist: AWS checks permission before it looks.
  const place = `${partitionOf(InstanceArn)}:sso::${account ?? '000000000000'}`;
  const ApplicationArn = `arn:${place}:application/${instanceId(InstanceArn)}/apl-0000000000000000`;
  const service = 'sso-admin';
  const of = (operation: string, send: Trial['send']): Trial => ({ service, operation, send });
  return [
    of('ListApplications', (options) =>
      client.send(new sso.ListApplicationsCommand({ InstanceArn, MaxResults: 1 }), options),
    ),
    of('ListApplicationAssignments', (options) =>
      client.send(
        new sso.ListApplicationAssignmentsCommand({ ApplicationArn, MaxResults: 1 }),
        options,
      ),
    ),
    of('GetApplicationAssignmentConfiguration', (options) =>
      client.send(
        new sso.GetApplicationAssignmentConfigurationCommand({ ApplicationArn }),
        options,
      ),
    ),
  ];
}
