import type { LoggedRequest } from '../../../src/simulator/aws/request-log.ts';
import type { AwsSimulator } from '../../../src/simulator/aws/start-aws-simulator.ts';
import type { World } from '../../../src/simulator/aws/world/world.ts';

/** What one job asked of IAM Identity Center. */
export interface Asked {
  /** Operation and whom it is about, by names: `ListAccountAssignments Developer orders-dev`. Sorted. */
  readonly lines: readonly string[];
  /** How many requests of these operations there were. */
  count(...operations: readonly string[]): number;
}

/** The reads of IAM Identity Center from now until it is called. */
export function watchReads(aws: AwsSimulator): () => Asked {
  const from = aws.log.requests.length;
  return () => {
    const reads = aws.log.requests
      .slice(from)
      .filter(({ service, operation }) => service === 'sso-admin' && !isWrite(operation));
    return {
      lines: reads.map((request) => lineOf(request, aws.world.state)).toSorted(),
      count: (...operations) =>
        reads.filter(({ operation }) => operations.includes(operation)).length,
    };
  };
}

function isWrite(operation: string): boolean {
  return !/^(?:List|Describe|Get|Lookup)/.test(operation);
}

/** In the order in which a person would say it. */
const members = [
  'PermissionSetArn',
  'ResourceArn',
  'PrincipalId',
  'AccountId',
  'ProvisioningStatus',
];

function lineOf({ operation, input, outcome }: LoggedRequest, world: World): string {
  const given = input !== null && typeof input === 'object' && !Array.isArray(input) ? input : {};
  const about = members.flatMap((member) => {
    const value = given[member];
    return typeof value === 'string' ? nameOf(value, world) : [];
  });
  const end = outcome.kind === 'answered' ? [] : [`(${outcome.kind})`];
  return [operation, ...about, ...end].join(' ');
}

function nameOf(value: string, world: World): string {
  const found =
    world.permissionSets.get(value) ??
    world.groups.get(value) ??
    world.users.get(value) ??
    world.accounts.get(value);
  return found?.name ?? value;
}
