import * as sso from '@aws-sdk/client-sso-admin';
import * as z from 'zod';
import type { AccessControlAttributes } from '../../../core/model/access-control.ts';
import type { IdentityCenterWriter } from '../../../ports/identity-center-write.ts';
import type { AwsConnection } from '../open-aws.ts';
import { ServiceChannel } from '../request/service-channel.ts';

export type AccessControlWrites = Pick<IdentityCenterWriter, 'writeAccessControlAttributes'>;

const nothing = z.object({});

/**
 * The writes of the instance's attributes for access control. Only an update is sent again after a
 * 5xx: the second create finds the first one's, the second deletion finds nothing.
 */
export function createAccessControlWrites(
  connection: AwsConnection,
  signal?: AbortSignal,
): AccessControlWrites {
  const client = connection.clients.ssoAdmin;
  const channel = new ServiceChannel(connection.caller, 'sso-admin', signal);
  return {
    async writeAccessControlAttributes(instance, write) {
      const InstanceArn = instance;
      if (write.call === 'delete') {
        const command = new sso.DeleteInstanceAccessControlAttributeConfigurationCommand({
          InstanceArn,
        });
        await channel.write(
          'DeleteInstanceAccessControlAttributeConfiguration',
          nothing,
          (options) => client.send(command, options),
        );
        return;
      }
      const input = {
        InstanceArn,
        InstanceAccessControlAttributeConfiguration: {
          AccessControlAttributes: listOf(write.attributes),
        },
      };
      if (write.call === 'create') {
        const command = new sso.CreateInstanceAccessControlAttributeConfigurationCommand(input);
        await channel.write(
          'CreateInstanceAccessControlAttributeConfiguration',
          nothing,
          (options) => client.send(command, options),
        );
      } else {
        const command = new sso.UpdateInstanceAccessControlAttributeConfigurationCommand(input);
        await channel.put('UpdateInstanceAccessControlAttributeConfiguration', nothing, (options) =>
          client.send(command, options),
        );
      }
    },
  };
}

function listOf(attributes: AccessControlAttributes): sso.AccessControlAttribute[] {
  return Object.entries(attributes).map(([Key, source]) => ({ Key, Value: { Source: [source] } }));
}
