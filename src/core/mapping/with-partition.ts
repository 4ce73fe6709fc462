import type { PermissionSetContent, PermissionsBoundary } from '../model/permission-set.ts';

/**
 * Stands for the partition in the ARN of a policy that a mapping file names without one. Only
 * declared content has it; a full ARN in a file keeps the partition that it was written with.
 */
export const ANY_PARTITION = '{partition}';

/** The ARN of an AWS managed policy that is known by name or path/name. */
export function policyArnInAnyPartition(name: string): string {
  return `arn:${ANY_PARTITION}:iam::aws:policy/${name}`;
}

/** Declared content as it is meant for an instance of this partition: what may be compared with AWS. */
export function withPartition(
  content: PermissionSetContent,
  partition: string,
): PermissionSetContent {
  return {
    ...content,
    managedPolicies: [
      ...new Set(content.managedPolicies.map((arn) => policyArnIn(partition, arn))),
    ].toSorted(),
    permissionsBoundary: boundaryIn(partition, content.permissionsBoundary),
  };
}

function policyArnIn(partition: string, arn: string): string {
  const open = `arn:${ANY_PARTITION}:`;
  return arn.startsWith(open) ? `arn:${partition}:${arn.slice(open.length)}` : arn;
}

function boundaryIn(
  partition: string,
  boundary: PermissionsBoundary | null,
): PermissionsBoundary | null {
  return boundary?.kind === 'aws-managed'
    ? { ...boundary, arn: policyArnIn(partition, boundary.arn) }
    : boundary;
}
