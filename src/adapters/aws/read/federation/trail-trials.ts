import { LookupEventsCommand } from '@aws-sdk/client-cloudtrail';
import type { AwsConnection } from '../../open-aws.ts';
import type { Trial } from './trial.ts';

export function trailTrials({ clients }: AwsConnection): Trial[] {
  return [
    {
      service: 'cloudtrail',
      operation: 'LookupEvents',
      send: (options) =>
        clients.cloudTrail.send(new LookupEventsCommand({ MaxResults: 1 }), options),
    },
  ];
}
