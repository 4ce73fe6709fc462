import type { ApplicationReader } from './applications-read.ts';
import type { IdentityCenterReader, IdentityStoreReader } from './identity-center-read.ts';
import type { CallerReader, OrganizationReader } from './organization-read.ts';
import type { MembershipReader } from './people-read.ts';
import type { PolicyChecker } from './policy-check.ts';
import type { TrailReader } from './trail-read.ts';

/** All that is needed to read an organization, and nothing that can change it. */
export interface AwsReadPorts {
  readonly identityCenter: IdentityCenterReader;
  readonly identityStore: IdentityStoreReader;
  readonly organization: OrganizationReader;
  readonly caller: CallerReader;
  readonly people: MembershipReader;
  readonly policies: PolicyChecker;
  readonly applications: ApplicationReader;
  readonly trail: TrailReader;
}
