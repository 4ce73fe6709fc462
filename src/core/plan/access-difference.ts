import type { Declared } from '../desired/desired-state.ts';
import type { Principal } from '../model/principal.ts';
import type { Difference } from './difference.ts';

/** What gives somebody access or takes it away, in an account or to an application. */
export type AccessDifference = Extract<
  Difference,
  { readonly kind: 'grant' | 'revoke' | 'assign-application' | 'unassign-application' }
>;

export interface Side {
  readonly key: string;
  /** Account and set, or the ARN of the application. */
  readonly place: string;
  readonly principal: Principal;
  /** True where the identity store says that the principal is not found. */
  readonly gone: boolean;
  /** Whose words these are; null where nobody declares what is taken away. */
  readonly declared: Declared | null;
}

export function isAboutAccess(difference: Difference): difference is AccessDifference {
  return (
    difference.kind === 'grant' || difference.kind === 'assign-application' || isTaking(difference)
  );
}

export function isTaking(
  difference: Difference,
): difference is Extract<AccessDifference, { readonly kind: 'revoke' | 'unassign-application' }> {
  return difference.kind === 'revoke' || difference.kind === 'unassign-application';
}

/** What the four have in common. */
export function sideOf(difference: AccessDifference): Side {
  switch (difference.kind) {
    case 'grant': {
      const { grant } = difference;
      const { key, principal } = grant;
      return { key, place: pairOf(grant), principal, gone: false, declared: grant };
    }
    case 'revoke': {
      const { grant, expired } = difference;
      const { key, principal, gone } = grant;
      return { key, place: pairOf(grant), principal, gone, declared: expired };
    }
    case 'assign-application': {
      const { wanted } = difference;
      const { key, principal, application } = wanted;
      return { key, place: application.arn, principal, gone: false, declared: wanted };
    }
    case 'unassign-application': {
      const { held, expired } = difference;
      const { key, principal, application, gone } = held;
      return { key, place: application.arn, principal, gone, declared: expired };
    }
  }
}

function pairOf(grant: {
  readonly account: { readonly id: string };
  readonly permissionSet: string;
}): string {
  return `${grant.account.id} ${grant.permissionSet}`;
}
