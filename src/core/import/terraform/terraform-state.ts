import type { PrincipalType } from '../../model/principal.ts';
import type { ResourceAddress } from './address.ts';

/** One resource of Identity Center that Terraform manages. */
export interface ManagedResource extends ResourceAddress {
  /** Null where it is no part of one. */
  readonly instanceArn: string | null;
}

export interface TerraformPermissionSet {
  readonly arn: string;
  /** Null where only parts of it are in this state. */
  readonly name: string | null;
  readonly instanceArn: string;
  /** Of the set and of all that is attached to it, sorted. */
  readonly addresses: readonly string[];
}

export interface TerraformAssignment {
  readonly permissionSetArn: string;
  readonly accountId: string;
  readonly principalType: PrincipalType;
  readonly principalId: string;
  readonly address: string;
}

export interface TerraformApplicationAssignment {
  readonly applicationArn: string;
  readonly principalType: PrincipalType;
  readonly principalId: string;
  readonly address: string;
}

/** What a state holds of IAM Identity Center. Sorted. */
export interface TerraformState {
  /** ARNs of the instances that its resources belong to. */
  readonly instances: readonly string[];
  readonly permissionSets: readonly TerraformPermissionSet[];
  readonly assignments: readonly TerraformAssignment[];
  readonly applicationAssignments: readonly TerraformApplicationAssignment[];
  /** Everything of it that Terraform must let go. */
  readonly managed: readonly ManagedResource[];
  /** What else in the state knows one of the permission sets. */
  readonly references: readonly StateReference[];
}

/** Something else in a state that knows a permission set, and that configuration must learn of in another way. */
export interface StateReference {
  /** The address of a resource or data source, or `output.<name>`. */
  readonly address: string;
  readonly permissionSetArn: string;
}
