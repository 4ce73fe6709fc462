/**
 * What AWS's FailureReason texts mean. AWS gives no codes for them; the texts are those seen in
 * public reports, and anything else is `other`.
 */
export type AwsReason =
  /** Nothing to delete: the assignment was gone already. */
  | { readonly kind: 'already-gone' }
  /** The group or user is not in the identity store. */
  | { readonly kind: 'principal-not-found' }
  /** A customer managed policy that the set names is not in the account; its name where AWS gave it. */
  | { readonly kind: 'policy-missing'; readonly policy: string | null }
  /** The set has no assignment in that account, so there is nothing to provision. */
  | { readonly kind: 'nothing-to-provision' }
  /** IAM's limit of policies on one role in that account. */
  | { readonly kind: 'too-many-policies' }
  | { readonly kind: 'account-suspended' }
  | { readonly kind: 'other' };

/** Reads a FailureReason, or the message of a refused call. */
export function awsReason(text: string): AwsReason {
  if (/entitlementitem doesn.?t exist/i.test(text)) return { kind: 'already-gone' };
  if (/\bnot found in directory\b/i.test(text)) return { kind: 'principal-not-found' };
  if (/\bnot supported policy\b/i.test(text)) {
    const policy = /:policy\/(?:[^\s/]+\/)*([\w+=,.@-]*[\w+=,@-])/.exec(text)?.[1] ?? null;
    return { kind: 'policy-missing', policy };
  }
  if (/\bassignment not found\b/i.test(text)) return { kind: 'nothing-to-provision' };
  if (/\bpoliciesperrole\b/i.test(text)) return { kind: 'too-many-policies' };
  if (/\baccount\b.*\b(?:suspended|closed|not active)\b/i.test(text))
    return { kind: 'account-suspended' };
  return { kind: 'other' };
}

/** What a person can do about it in `account` (as they know it: `payments-prod (111122223333)`); null if unknown. */
export function awsReasonHelp(reason: AwsReason, account: string): string | null {
  switch (reason.kind) {
    case 'policy-missing': {
      const policy =
        reason.policy === null
          ? 'the customer managed policies that the permission set names'
          : `the customer managed policy ${reason.policy}`;
      return `create ${policy} in account ${account}, with the same path and letter case, and run it again`;
    }
    case 'principal-not-found':
      return 'check that the group or user is still provisioned from Entra ID, and run it again after its next provisioning cycle';
    case 'too-many-policies':
      return `raise the IAM quota "Managed policies attached to an IAM role" in account ${account}, or give the set fewer policies`;
    case 'account-suspended':
      return `account ${account} is suspended or closed: leave it out of the rule`;
    case 'already-gone':
    case 'nothing-to-provision':
    case 'other':
      return null;
  }
}
