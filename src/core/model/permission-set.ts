import type { PermissionSetArn } from './ids.ts';

/** A policy that each account holds itself; `path` starts and ends with `/`. */
export interface CustomerManagedPolicy {
  readonly name: string;
  readonly path: string;
}

export type PermissionsBoundary =
  | { readonly kind: 'aws-managed'; readonly arn: string }
  | { readonly kind: 'customer-managed'; readonly policy: CustomerManagedPolicy };

/**
 * What a permission set gives, in one normal form for files and for AWS, so that equality is by
 * meaning. Lists are sorted.
 */
export interface PermissionSetContent {
  readonly description: string | null;
  /** Seconds, 3,600 to 43,200; AWS's default is 3,600. */
  readonly sessionDuration: number;
  readonly relayState: string | null;
  /** ARNs of AWS managed policies. */
  readonly managedPolicies: readonly string[];
  readonly customerManagedPolicies: readonly CustomerManagedPolicy[];
  /** The policy as `canonicalPolicy` writes it; null when there is none. */
  readonly inlinePolicy: string | null;
  readonly permissionsBoundary: PermissionsBoundary | null;
}

export type Tags = Readonly<Record<string, string>>;

/** A permission set as Identity Center holds it. */
export interface LivePermissionSet {
  readonly arn: PermissionSetArn;
  readonly name: string;
  readonly content: PermissionSetContent;
  readonly tags: Tags;
}

/** The tag whose value is the owner's name on each set that this tool created or adopted. */
export const OWNERSHIP_TAG = 'identity-center-reconciler';
