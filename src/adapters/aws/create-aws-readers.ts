import type { ApplicationReader } from '../../ports/applications-read.ts';
import type {
  IdentityCenterReader,
  IdentityStoreReader,
} from '../../ports/identity-center-read.ts';
import type { CallerReader, OrganizationReader } from '../../ports/organization-read.ts';
import type { MembershipReader } from '../../ports/people-read.ts';
import type { PolicyChecker } from '../../ports/policy-check.ts';
import type { TrailReader } from '../../ports/trail-read.ts';
import type { AwsConnection } from './open-aws.ts';
import { createApplicationReader } from './read/application-reader.ts';
import { createCallerReader } from './read/caller-reader.ts';
import { createIdentityCenterReader } from './read/identity-center-reader.ts';
import { createIdentityStoreReader } from './read/identity-store-reader.ts';
import { createMembershipReader } from './read/membership-reader.ts';
import { createOrganizationReader } from './read/organization-reader.ts';
import { createPolicyChecker } from './read/policy-checker.ts';
import { createTrailReader } from './read/trail-reader.ts';

export interface AwsReaders {
  readonly identityCenter: IdentityCenterReader;
  readonly identityStore: IdentityStoreReader;
  readonly organization: OrganizationReader;
  readonly caller: CallerReader;
  readonly people: MembershipReader;
  readonly policies: PolicyChecker;
  readonly applications: ApplicationReader;
  readonly trail: TrailReader;
}

/** Everything a mode that must not write is handed. An aborted `signal` rejects reads as `cancelled`. */
export function createAwsReaders(
  connection: AwsConnection,
  options: { readonly signal?: AbortSignal } = {},
): AwsReaders {
  const { signal } = options;
  return {
    identityCenter: createIdentityCenterReader(connection, signal),
    identityStore: createIdentityStoreReader(connection, signal),
    organization: createOrganizationReader(connection, signal),
    caller: createCallerReader(connection, signal),
    people: createMembershipReader(connection, signal),
    policies: createPolicyChecker(connection, signal),
    applications: createApplicationReader(connection, signal),
    trail: createTrailReader(connection, signal),
  };
}
