import { DescribeTrailsCommand, GetTrailStatusCommand } from '@aws-sdk/client-cloudtrail';
import type { FederationAwsReader } from '../../../../ports/federation-aws-read.ts';
import { trailsAnswer, trailStatusAnswer } from '../../answers/federation-answers.ts';
import type { AwsConnection } from '../../open-aws.ts';
import { ServiceChannel } from '../../request/service-channel.ts';

export function createTrailReader(
  { caller, clients }: AwsConnection,
  signal?: AbortSignal,
): Pick<FederationAwsReader, 'listTrails' | 'isLogging'> {
  const channel = new ServiceChannel(caller, 'cloudtrail', signal);
  return {
    listTrails() {
      return channel.read('DescribeTrails', trailsAnswer, (options) =>
        clients.cloudTrail.send(new DescribeTrailsCommand({}), options),
      );
    },

    async isLogging(Name) {
      const { IsLogging } = await channel.read('GetTrailStatus', trailStatusAnswer, (options) =>
        clients.cloudTrail.send(new GetTrailStatusCommand({ Name }), options),
      );
      return IsLogging;
    },
  };
}
