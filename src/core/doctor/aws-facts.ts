import type { AccountId } from '../model/ids.ts';
import type { ExternalId, Group } from '../model/principal.ts';
import type { Instance } from '../model/snapshot.ts';
import type { Known } from './known.ts';

/** DescribeInstance. */
export interface InstanceState {
  readonly status: string;
  readonly statusReason: string | null;
}

/** A user of the identity store (ListUsers). */
export interface StoreUser {
  readonly id: string;
  readonly userName: string;
  readonly externalIds: readonly ExternalId[];
  /** Null where AWS does not say. */
  readonly enabled: boolean | null;
}

export interface Membership {
  readonly groupId: string;
  readonly userIds: readonly string[];
}

/** A trail of CloudTrail (DescribeTrails, GetTrailStatus). */
export interface Trail {
  readonly name: string;
  readonly everyRegion: boolean;
  readonly wholeOrganization: boolean;
  readonly logging: Known<boolean>;
}

/** One read that a plan or a drift run makes, tried once. */
export interface TriedRead {
  /** As a policy spells it: `sso:ListInstances`. */
  readonly action: string;
  /** `untried`: there was nothing to try it on. */
  readonly outcome: 'allowed' | 'refused' | 'failed' | 'untried';
  readonly why: string | null;
}

export interface AwsFacts {
  /** Null where neither files nor inputs nor the environment say one. */
  readonly region: string | null;
  /** `settings.identityCenter.instanceArn`. */
  readonly wantedInstance: string | null;
  readonly instances: Known<readonly Instance[]>;
  readonly instanceState: Known<InstanceState>;
  readonly managementAccountId: Known<AccountId>;
  readonly callerAccountId: Known<AccountId>;
  /** Rules name the management account, which a delegated administrator cannot touch. */
  readonly managementAccountNamed: boolean;
  readonly users: Known<readonly StoreUser[]>;
  readonly groups: Known<readonly Group[]>;
  /** Of the groups that are assigned to the enterprise application. */
  readonly memberships: Known<readonly Membership[]>;
  readonly trails: Known<readonly Trail[]>;
  readonly reads: readonly TriedRead[];
}
