import { type Check, type CheckResult, type Verdict, verdicts } from './check.ts';
import { assignmentRequired } from './checks/assignment-required.ts';
import { attributeMappings } from './checks/attribute-mappings.ts';
import { cloudtrail } from './checks/cloudtrail.ts';
import { conditionalAccess } from './checks/conditional-access.ts';
import { delegatedAdministration } from './checks/delegated-administration.ts';
import { enterpriseApplication } from './checks/enterprise-application.ts';
import { externalIdMapping } from './checks/external-id-mapping.ts';
import { groupsInStep } from './checks/groups-in-step.ts';
import { identifierAndReplyUrl } from './checks/identifier-and-reply-url.ts';
import { identitySource } from './checks/identity-source.ts';
import { instance } from './checks/instance.ts';
import { lastCycle } from './checks/last-cycle.ts';
import { license } from './checks/license.ts';
import { localUsers } from './checks/local-users.ts';
import { nestedGroups } from './checks/nested-groups.ts';
import { notificationAddress } from './checks/notification-address.ts';
import { oidcSubject } from './checks/oidc-subject.ts';
import { provisioningCredentials } from './checks/provisioning-credentials.ts';
import { provisioningErrors } from './checks/provisioning-errors.ts';
import { provisioningJob } from './checks/provisioning-job.ts';
import { quarantine } from './checks/quarantine.ts';
import { region } from './checks/region.ts';
import { rolePermissions } from './checks/role-permissions.ts';
import { samlMode } from './checks/saml-mode.ts';
import { scimToken } from './checks/scim-token.ts';
import { scope } from './checks/scope.ts';
import { signInNames } from './checks/sign-in-names.ts';
import { signIn } from './checks/sign-in.ts';
import { signingCertificate } from './checks/signing-certificate.ts';
import { usersInStep } from './checks/users-in-step.ts';
import type { Facts } from './facts.ts';

/** In the order in which the federation is built, so that the first fault explains the later ones. */
export const checks: readonly Check[] = [
  instance,
  region,
  delegatedAdministration,
  rolePermissions,
  identitySource,
  localUsers,
  cloudtrail,
  signIn,
  oidcSubject,
  license,
  enterpriseApplication,
  samlMode,
  identifierAndReplyUrl,
  signingCertificate,
  assignmentRequired,
  conditionalAccess,
  provisioningJob,
  quarantine,
  lastCycle,
  provisioningErrors,
  provisioningCredentials,
  scimToken,
  notificationAddress,
  scope,
  attributeMappings,
  externalIdMapping,
  signInNames,
  nestedGroups,
  groupsInStep,
  usersInStep,
];

export type Checkup = CheckResult & Pick<Check, 'id' | 'title' | 'guideSteps'>;

export interface Diagnosis {
  /** The worst of all. */
  readonly verdict: Verdict;
  readonly checks: readonly Checkup[];
}

export function runChecks(facts: Facts): Diagnosis {
  const results = checks.map(({ id, title, guideSteps, run }) => ({
    id,
    title,
    guideSteps,
    ...run(facts),
  }));
  const verdict = verdicts.find((each) => results.some((result) => result.verdict === each));
  return { verdict: verdict ?? 'cannot tell', checks: results };
}
