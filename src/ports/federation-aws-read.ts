import type { InstanceState, StoreUser, TriedRead } from '../core/doctor/aws-facts.ts';
import type { AccountId, InstanceArn, PermissionSetArn } from '../core/model/ids.ts';

/** What a trial of reads is made on; null where there is nothing of the kind. */
export interface TrialTarget {
  readonly instance: InstanceArn;
  readonly identityStoreId: string;
  readonly permissionSet: PermissionSetArn | null;
  readonly account: AccountId | null;
  /** Files declare attributes for access control, so that plans read them. */
  readonly accessControlAttributes: boolean;
  /** Files say who is assigned to applications, so that plans read them. */
  readonly applications: boolean;
}

export interface ListedTrail {
  readonly name: string;
  readonly arn: string;
  readonly everyRegion: boolean;
  readonly wholeOrganization: boolean;
}

/** What only the doctor asks of AWS. Retries within a bound and rejects with PortError. */
export interface FederationAwsReader {
  /** DescribeInstance. */
  describeInstance(instance: InstanceArn): Promise<InstanceState>;
  /** ListUsers, 100 a page, external ids included. */
  listUsers(identityStoreId: string): Promise<readonly StoreUser[]>;
  /** ListGroupMemberships: ids of users. */
  listMembers(identityStoreId: string, groupId: string): Promise<readonly string[]>;
  /** DescribeTrails, those of the organization and of other Regions included. */
  listTrails(): Promise<readonly ListedTrail[]>;
  /** GetTrailStatus. */
  isLogging(trailArn: string): Promise<boolean>;
  /** Each read of a plan and a drift run, once; a failure is an outcome here. */
  tryReads(target: TrialTarget): Promise<readonly TriedRead[]>;
}
