import type { AwsSimulator } from '../../../src/simulator/aws/start-aws-simulator.ts';

/** One change of somebody's access, by names. */
export interface AccessEvent {
  readonly at: string;
  readonly kind: 'content-changed' | 'granted' | 'revoked';
  readonly principal: string;
  readonly permissionSet: string;
  readonly account: string;
  /** The version of the set that the role has. */
  readonly version: number;
}

export function accessEvents(aws: AwsSimulator): AccessEvent[] {
  const { state } = aws.world;
  return aws.history().map((change) => ({
    at: change.at,
    kind: change.kind,
    principal:
      (change.principalType === 'GROUP' ? state.groups : state.users).get(change.principalId)
        ?.name ?? change.principalId,
    permissionSet: change.permissionSet,
    account: state.accounts.get(change.accountId)?.name ?? change.accountId,
    version: change.version,
  }));
}
