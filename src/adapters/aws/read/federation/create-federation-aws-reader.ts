import { DescribeInstanceCommand } from '@aws-sdk/client-sso-admin';
import type { FederationAwsReader } from '../../../../ports/federation-aws-read.ts';
import { instanceStateAnswer } from '../../answers/federation-answers.ts';
import type { AwsConnection } from '../../open-aws.ts';
import { ServiceChannel } from '../../request/service-channel.ts';
import { createPeopleReader } from './create-people-reader.ts';
import { createTrailReader } from './create-trail-reader.ts';
import { tryReads } from './try-reads.ts';

/** What only the doctor reads, through `connection`; an aborted `signal` rejects what is not answered yet. */
export function createFederationAwsReader(
  connection: AwsConnection,
  signal?: AbortSignal,
): FederationAwsReader {
  const channel = new ServiceChannel(connection.caller, 'sso-admin', signal);
  return {
    ...createPeopleReader(connection, signal),
    ...createTrailReader(connection, signal),

    describeInstance(InstanceArn) {
      return channel.read('DescribeInstance', instanceStateAnswer, (options) =>
        connection.clients.ssoAdmin.send(new DescribeInstanceCommand({ InstanceArn }), options),
      );
    },

    tryReads: (target) => tryReads(connection, target, signal),
  };
}
