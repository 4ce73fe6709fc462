const prefixes: Readonly<Record<string, string>> = {
  'sso-admin': 'sso',
  identitystore: 'identitystore',
  organizations: 'organizations',
  cloudtrail: 'cloudtrail',
  accessanalyzer: 'access-analyzer',
  'access-analyzer': 'access-analyzer',
};

/** Whether an action changes nothing. */
export function isReading(action: string): boolean {
  return /:(?:List|Describe|Get|Lookup|Validate|Check)/.test(action);
}

/** The IAM action of a request, by the name of its service's SDK package. */
export function iamActionOf(request: {
  readonly service: string;
  readonly operation: string;
}): string {
  const prefix = prefixes[request.service];
  if (prefix === undefined) throw new Error(`how does IAM call ${request.service}?`);
  return `${prefix}:${request.operation}`;
}
