/** The services called here, by the names of their SDK packages. */
export type AwsService =
  | 'sso-admin'
  | 'identitystore'
  | 'organizations'
  | 'sts'
  | 'cloudtrail'
  | 'accessanalyzer';

const iamPrefixes = {
  'sso-admin': 'sso',
  identitystore: 'identitystore',
  organizations: 'organizations',
  sts: 'sts',
  cloudtrail: 'cloudtrail',
  accessanalyzer: 'access-analyzer',
} as const;

/** The IAM action that allows an operation, as a policy spells it: `sso:CreateAccountAssignment`. */
export function iamAction(service: AwsService, operation: string): string {
  return `${iamPrefixes[service]}:${operation}`;
}
