import type { AwsReadPorts } from './readers.ts';

/** Which Identity Center, and how fast it may be asked. */
export interface AwsTarget {
  readonly region: string;
  /** AWS's limit for this account: 20 unless AWS raised it. */
  readonly requestsPerSecond: number;
}

/** Opens AWS for a mode that must not write: the type holds nothing that can. */
export type ConnectReaders = (target: AwsTarget) => AwsReadPorts;
