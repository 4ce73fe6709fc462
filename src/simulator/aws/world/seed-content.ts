import { awsPolicyArn } from './policy-arn.ts';
import type { Boundary, PermissionSetContent } from './state.ts';
import type { SeedContent } from './world-seed.ts';

export function seedContent(partition: string, seed: SeedContent): PermissionSetContent {
  return {
    sessionDuration: seed.sessionDuration ?? 'PT1H',
    relayState: seed.relayState,
    managedPolicies: (seed.managedPolicies ?? [])
      .map((name) => awsPolicyArn(partition, name))
      .toSorted(),
    customerManagedPolicies: seed.customerManagedPolicies ?? [],
    inlinePolicy: policyText(seed.inlinePolicy),
    permissionsBoundary: seedBoundary(partition, seed.permissionsBoundary),
  };
}

export function policyText(policy: SeedContent['inlinePolicy']): string | undefined {
  return policy === undefined || typeof policy === 'string' ? policy : JSON.stringify(policy);
}

function seedBoundary(
  partition: string,
  boundary: SeedContent['permissionsBoundary'],
): Boundary | undefined {
  if (boundary === undefined) return undefined;
  return 'managedPolicy' in boundary
    ? { kind: 'managed', arn: awsPolicyArn(partition, boundary.managedPolicy) }
    : { kind: 'customer', policy: boundary.customerManagedPolicy };
}
