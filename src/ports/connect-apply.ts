import type { AwsTarget } from './connect.ts';
import type { IdentityCenterWriter } from './identity-center-write.ts';
import type { AwsReadPorts } from './readers.ts';

/** Opens AWS for apply. Readers and writer share their request budgets. */
export type ConnectAll = (target: AwsTarget) => {
  readonly readers: AwsReadPorts;
  readonly writer: IdentityCenterWriter;
};
