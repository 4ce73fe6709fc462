import * as sso from '@aws-sdk/client-sso-admin';
import * as z from 'zod';
import type { IdentityCenterWriter, PrincipalRef } from '../../../ports/identity-center-write.ts';
import type { AwsConnection } from '../open-aws.ts';
import { iamAction } from '../request/aws-service.ts';
import { ServiceChannel } from '../request/service-channel.ts';
import type { WriteLimits } from './write-limits.ts';

export type ApplicationWrites = Pick<
  IdentityCenterWriter,
  'assignApplication' | 'unassignApplication'
>;

const nothing = z.object({});

/**
 * Who may use an application. AWS does these at once, and what it says to the second of two alike is not
 * documented, so neither is sent again after a lost answer. One at a time for each application.
 */
export function createApplicationWrites(
  connection: AwsConnection,
  limits: WriteLimits,
  signal?: AbortSignal,
): ApplicationWrites {
  const client = connection.clients.ssoAdmin;
  const channel = new ServiceChannel(connection.caller, 'sso-admin', signal);
  return {
    async assignApplication(applicationArn, principal) {
      const operation = 'CreateApplicationAssignment';
      const command = new sso.CreateApplicationAssignmentCommand(of(applicationArn, principal));
      await limits.edit(applicationArn, {
        action: iamAction('sso-admin', operation),
        signal,
        run: () => channel.write(operation, nothing, (options) => client.send(command, options)),
      });
    },

    async unassignApplication(applicationArn, principal) {
      const operation = 'DeleteApplicationAssignment';
      const command = new sso.DeleteApplicationAssignmentCommand(of(applicationArn, principal));
      await limits.edit(applicationArn, {
        action: iamAction('sso-admin', operation),
        signal,
        run: () => channel.write(operation, nothing, (options) => client.send(command, options)),
      });
    },
  };
}

function of(ApplicationArn: string, { type, id }: PrincipalRef) {
  return { ApplicationArn, PrincipalType: type, PrincipalId: id };
}
