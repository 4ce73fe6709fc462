import type { CustomerPolicy } from './state.ts';

export function awsPolicyArn(partition: string, nameOrArn: string): string {
  return nameOrArn.startsWith('arn:')
    ? nameOrArn
    : `arn:${partition}:iam::aws:policy/${nameOrArn.replace(/^\//, '')}`;
}

export function awsPolicyName(arn: string): string {
  return arn.slice(arn.lastIndexOf('/') + 1);
}

/** `/teams/Deploy`; `/Deploy` for the default path. */
export function customerPolicyKey(policy: CustomerPolicy): string {
  return `${policy.path}${policy.name}`;
}

export function normalCustomerPolicyKey(text: string): string {
  return text.startsWith('/') ? text : `/${text}`;
}
