import { isJsonObject } from '../../../src/simulator/aws/json.ts';
import type { AwsSimulator } from '../../../src/simulator/aws/start-aws-simulator.ts';

/** Milliseconds. */
export interface Span {
  readonly from: number;
  readonly to: number;
}

/** Grants and revocations, from when AWS accepted them until it had done them. */
export function outstandingOn(aws: AwsSimulator): Span[] {
  const done = new Map(
    aws
      .history()
      .map(({ accountId, permissionSetArn, principalId, at }) => [
        JSON.stringify([accountId, permissionSetArn, principalId]),
        Date.parse(at),
      ]),
  );
  return aws.log.writes().flatMap(({ at, input, outcome }) => {
    if (!isJsonObject(input)) return [];
    const { TargetId, PermissionSetArn, PrincipalId } = input;
    const to = done.get(JSON.stringify([TargetId, PermissionSetArn, PrincipalId]));
    return outcome.kind === 'answered' && to !== undefined ? [{ from: Date.parse(at), to }] : [];
  });
}

export function mostAtOnce(spans: readonly Span[]): number {
  const changes = spans.flatMap(({ from, to }) => [
    { at: from, by: 1 },
    { at: to, by: -1 },
  ]);
  let now = 0;
  let most = 0;
  // Who leaves makes room for who comes at the same moment.
  for (const { by } of changes.toSorted((a, b) => a.at - b.at || a.by - b.by)) {
    now += by;
    most = Math.max(most, now);
  }
  return most;
}
