import type { AwsSimulator } from '../simulator/aws/start-aws-simulator.ts';
import type { EntraSimulator } from '../simulator/entra/start-entra-simulator.ts';
import type { GitHubSimulator } from '../simulator/github/github-simulator.ts';

/** What an act came to. */
export interface Tally {
  /** The result of its last run, which must find nothing to do. */
  readonly last: string;
  readonly awsRequests: number;
  readonly graphRequests: number;
  readonly throttled: number;
  /** Requests that AWS, Entra or GitHub would not accept. */
  readonly invalid: number;
}

export function took(
  last: string,
  {
    aws,
    github,
    entra,
  }: {
    readonly aws: AwsSimulator;
    readonly github: GitHubSimulator;
    readonly entra?: EntraSimulator;
  },
): Tally {
  return {
    last,
    awsRequests: total(aws.log.counts()),
    graphRequests: total(entra?.log.counts() ?? {}),
    throttled: aws.log.throttles().length + (entra?.log.throttles().length ?? 0),
    invalid:
      aws.log.invalid().length + github.log.invalid.length + (entra?.log.invalid().length ?? 0),
  };
}

function total(counts: Readonly<Record<string, number>>): number {
  return Object.values(counts).reduce((sum, count) => sum + count, 0);
}
