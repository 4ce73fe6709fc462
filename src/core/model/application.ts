import type { AccountId } from './ids.ts';
import type { Principal, PrincipalType } from './principal.ts';

/** An application of IAM Identity Center (ListApplications, 100 a page). Names need not be unique. */
export interface Application {
  /** `arn:aws:sso::<account>:application/ssoins-…/apl-…`. */
  readonly arn: string;
  readonly name: string;
  readonly accountId: AccountId | null;
  /** ARN of the application provider; null where AWS does not say. */
  readonly provider: string | null;
  readonly status: 'ENABLED' | 'DISABLED';
}

/** What tells one application from another, and what people call it. */
export type NamedApplication = Pick<Application, 'arn' | 'name'>;

/** ListApplicationAssignments, 100 a page. */
export interface ApplicationAssignment {
  readonly applicationArn: string;
  readonly principalType: PrincipalType;
  readonly principalId: string;
}

/** What is live of applications. */
export interface LiveApplications {
  /** All of the instance: names are resolved against them. Sorted by ARN. */
  readonly applications: readonly Application[];
  /** ARNs of those whose assignments were read; of others nothing is known. */
  readonly read: readonly string[];
  /** Sorted. */
  readonly assignments: readonly ApplicationAssignment[];
  /** ARNs of those read that everybody may use whatever is assigned (`AssignmentRequired: false`); sorted. */
  readonly open: readonly string[];
  /** Of those read, ARNs where whether that is so could not be asked, and why. Sorted. */
  readonly openUnknown: readonly { readonly arn: string; readonly why: string }[];
}

/** Identity of an assignment: application and principal. */
export function applicationKey(arn: string, { type, id }: Pick<Principal, 'type' | 'id'>): string {
  return `${arn} ${type} ${id}`;
}
