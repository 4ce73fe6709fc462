import type { IdentityCenterWriter } from '../../ports/identity-center-write.ts';
import type { AwsConnection } from './open-aws.ts';
import { createAccessControlWrites } from './write/access-control-writes.ts';
import { createApplicationWrites } from './write/application-writes.ts';
import { createAsyncWrites, type WriteSignals } from './write/async-writes.ts';
import { createPermissionSetWrites } from './write/permission-set-writes.ts';
import { WriteLimits } from './write/write-limits.ts';

export interface AwsWriters {
  readonly identityCenter: IdentityCenterWriter;
}

/**
 * Everything that can change AWS, for one apply: its limits hold for what goes through one of these.
 * An aborted `signal` starts no new write (`cancelled`) and polls on what AWS accepted; an aborted
 * `deadline` ends that too, as `unfinished`.
 */
export function createAwsWriters(
  connection: AwsConnection,
  signals: WriteSignals = {},
): AwsWriters {
  const limits = new WriteLimits();
  return {
    identityCenter: {
      ...createPermissionSetWrites(connection, limits, signals.signal),
      ...createAsyncWrites(connection, limits, signals),
      ...createAccessControlWrites(connection, signals.signal),
      ...createApplicationWrites(connection, limits, signals.signal),
    },
  };
}
