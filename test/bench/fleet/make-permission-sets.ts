import type { Random } from './random.ts';
import { numbered } from './make-places.ts';

/** As a mapping file declares it. */
export interface DeclaredSet {
  readonly description: string;
  readonly sessionDuration: string;
  readonly managedPolicies: readonly string[];
  readonly customerManagedPolicies: readonly { readonly name: string; readonly path: string }[];
  readonly inlinePolicy?: Policy;
  readonly permissionsBoundary?: { readonly customerManagedPolicy: string };
  readonly tags: Readonly<Record<string, string>>;
}

interface Policy {
  readonly Version: string;
  readonly Statement: readonly {
    readonly Effect: string;
    readonly Action: readonly string[];
    readonly Resource: string;
  }[];
}

/** That every account of the fleet has. */
export const customerPolicies = ['/teams/Deploy', '/WorkloadBoundary'] as const;

const managed = [
  'PowerUserAccess',
  'ReadOnlyAccess',
  'SecurityAudit',
  'job-function/ViewOnlyAccess',
  'job-function/SupportUser',
  'job-function/DatabaseAdministrator',
  'AmazonS3ReadOnlyAccess',
  'AmazonEC2ReadOnlyAccess',
  'CloudWatchReadOnlyAccess',
  'AWSCloudTrail_ReadOnlyAccess',
] as const;
const services = ['s3', 'sqs', 'sns', 'dynamodb', 'lambda', 'logs', 'ecr', 'ecs'] as const;

/** Two to four managed policies, half with one of the customer's, most with an inline one, some bounded. */
export function makePermissionSets(count: number, random: Random): Map<string, DeclaredSet> {
  return new Map(
    Array.from({ length: count }, (_, index) => [`Access-${numbered(index, 3)}`, oneSet(random)]),
  );
}

function oneSet(random: Random): DeclaredSet {
  const service = random.pick(services);
  return {
    description: `Works with ${service}`,
    sessionDuration: `${1 + random.below(12)}h`,
    managedPolicies: random.some(managed, 2 + random.below(3)),
    customerManagedPolicies: random.chance(0.5) ? [{ name: 'Deploy', path: '/teams/' }] : [],
    ...(random.chance(0.7) && { inlinePolicy: policy(service, random) }),
    ...(random.chance(0.2) && {
      permissionsBoundary: { customerManagedPolicy: 'WorkloadBoundary' },
    }),
    tags: { team: `team-${random.below(9)}` },
  };
}

function policy(service: string, random: Random): Policy {
  const statements = Array.from({ length: 1 + random.below(4) }, (_, index) => ({
    Effect: 'Allow',
    Action: [`${service}:Get*`, `${service}:List*`],
    Resource: `arn:aws:${service}:*:*:part-${index}*`,
  }));
  return { Version: '2012-10-17', Statement: statements };
}
