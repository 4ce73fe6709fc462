import type { AccessControlAttributes } from '../core/model/access-control.ts';
import type { AsyncOutcome } from '../core/model/async-outcome.ts';
import type { LiveAssignment } from '../core/model/assignment.ts';
import type { AccountId, InstanceArn, PermissionSetArn } from '../core/model/ids.ts';
import type {
  CustomerManagedPolicy,
  PermissionsBoundary,
  PermissionSetContent,
  Tags,
} from '../core/model/permission-set.ts';
import type { Principal } from '../core/model/principal.ts';

export type { AsyncOutcome } from '../core/model/async-outcome.ts';

/** How a grant or revocation ended. */
export type AssignmentOutcome =
  | AsyncOutcome
  /** AWS has done with it, well or badly: what a read shows tells which, or else `tell`, for one request more. */
  | {
      readonly status: 'ended';
      readonly requestId: string;
      readonly tell: () => Promise<AsyncOutcome>;
    };

export type PermissionSetScalars = Pick<
  PermissionSetContent,
  'description' | 'sessionDuration' | 'relayState'
>;

/** Whom an application is assigned to, by the identity store's id. */
export type PrincipalRef = Pick<Principal, 'type' | 'id'>;

/** One of the three calls that write attributes for access control, each all of them at once. */
export type AttributesWrite =
  | { readonly call: 'create' | 'update'; readonly attributes: AccessControlAttributes }
  | { readonly call: 'delete' };

/**
 * Writing sso-admin. Throttling and the transient ConflictException are retried within a bound by the
 * adapter; a lost answer rejects as `answer-lost`, because only the caller knows what to read back.
 * At most 15 assignment requests and 3 provisionings are in flight, one write per account.
 */
export interface IdentityCenterWriter {
  /** CreatePermissionSet with its tags, so that a half-made set already carries its owner. */
  createPermissionSet(
    instance: InstanceArn,
    name: string,
    scalars: PermissionSetScalars,
    tags: Tags,
  ): Promise<PermissionSetArn>;
  /** UpdatePermissionSet always gets all three: AWS clears an omitted relay state. */
  updatePermissionSet(
    instance: InstanceArn,
    arn: PermissionSetArn,
    scalars: PermissionSetScalars,
  ): Promise<void>;
  attachManagedPolicy(
    instance: InstanceArn,
    arn: PermissionSetArn,
    policyArn: string,
  ): Promise<void>;
  detachManagedPolicy(
    instance: InstanceArn,
    arn: PermissionSetArn,
    policyArn: string,
  ): Promise<void>;
  attachCustomerManagedPolicy(
    instance: InstanceArn,
    arn: PermissionSetArn,
    policy: CustomerManagedPolicy,
  ): Promise<void>;
  detachCustomerManagedPolicy(
    instance: InstanceArn,
    arn: PermissionSetArn,
    policy: CustomerManagedPolicy,
  ): Promise<void>;
  putInlinePolicy(instance: InstanceArn, arn: PermissionSetArn, policy: string): Promise<void>;
  deleteInlinePolicy(instance: InstanceArn, arn: PermissionSetArn): Promise<void>;
  putPermissionsBoundary(
    instance: InstanceArn,
    arn: PermissionSetArn,
    boundary: PermissionsBoundary,
  ): Promise<void>;
  deletePermissionsBoundary(instance: InstanceArn, arn: PermissionSetArn): Promise<void>;
  tag(instance: InstanceArn, arn: PermissionSetArn, tags: Tags): Promise<void>;
  untag(instance: InstanceArn, arn: PermissionSetArn, keys: readonly string[]): Promise<void>;
  /** DeletePermissionSet; a set still provisioned somewhere rejects as `conflict`. */
  deletePermissionSet(instance: InstanceArn, arn: PermissionSetArn): Promise<void>;
  /** ProvisionPermissionSet for one account (AWS_ACCOUNT) or all (ALL_PROVISIONED_ACCOUNTS, 3,500 at most). */
  provision(
    instance: InstanceArn,
    arn: PermissionSetArn,
    target: AccountId | 'all-provisioned',
  ): Promise<AsyncOutcome>;
  /** CreateAccountAssignment: also provisions the set's newest version in that account. */
  createAssignment(instance: InstanceArn, assignment: LiveAssignment): Promise<AssignmentOutcome>;
  /** DeleteAccountAssignment: the role goes with its last assignment. */
  deleteAssignment(instance: InstanceArn, assignment: LiveAssignment): Promise<AssignmentOutcome>;
  /**
   * Create-, Update- or DeleteInstanceAccessControlAttributeConfiguration. AWS goes on after it has
   * answered a create; a create of what exists rejects as `conflict`, the other two of what does not as
   * `not-found`.
   */
  writeAccessControlAttributes(instance: InstanceArn, write: AttributesWrite): Promise<void>;
  /**
   * CreateApplicationAssignment, done when AWS answers: no status is asked for. What AWS answers where
   * the assignment is already there is not documented: a `conflict`, or nothing at all. `not-found`
   * where there is no such application or principal.
   */
  assignApplication(applicationArn: string, principal: PrincipalRef): Promise<void>;
  /**
   * DeleteApplicationAssignment, done when AWS answers. AWS's model calls it idempotent, and may still
   * reject as `not-found` what is not there.
   */
  unassignApplication(applicationArn: string, principal: PrincipalRef): Promise<void>;
}
