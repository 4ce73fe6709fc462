import * as z from 'zod';
import type { AccessPolicy } from '../../../core/doctor/access-policy.ts';
import type { Subscription } from '../../../core/doctor/entra-facts.ts';

const texts = z
  .array(z.string())
  .nullish()
  .transform((list) => list ?? []);

/** Set or unset: what it says is not looked at, only that it narrows the policy. */
const condition = z.unknown().optional();

const conditions = z.looseObject({
  applications: z
    .object({
      includeApplications: texts,
      excludeApplications: texts,
      applicationFilter: condition,
    })
    .nullish(),
  users: z
    .object({
      includeUsers: texts,
      excludeUsers: texts,
      includeGroups: texts,
      excludeGroups: texts,
      excludeRoles: texts,
      excludeGuestsOrExternalUsers: condition,
    })
    .nullish(),
  clientAppTypes: texts,
});

const grantControls = z
  .object({
    operator: z.string().nullish(),
    builtInControls: texts,
    customAuthenticationFactors: texts,
    termsOfUse: texts,
    authenticationStrength: z.object({ requirementsSatisfied: z.string().nullish() }).nullish(),
  })
  .nullish();

const narrowing = [
  'platforms',
  'locations',
  'devices',
  'clientApplications',
  'authenticationFlows',
  'insiderRiskLevels',
  'signInRiskLevels',
  'userRiskLevels',
  'servicePrincipalRiskLevels',
] as const;

export const accessPolicyAnswer = z
  .object({
    displayName: z.string().nullish(),
    id: z.string(),
    state: z.string(),
    conditions: conditions.nullish(),
    grantControls,
  })
  .transform(
    ({ id, displayName, state, conditions: given, grantControls: grant }): AccessPolicy => {
      const users = given?.users;
      return {
        name: displayName ?? id,
        state,
        includedApplications: lowerIds(given?.applications?.includeApplications),
        excludedApplications: lowerIds(given?.applications?.excludeApplications),
        includedUsers: lowerIds(users?.includeUsers),
        excludedUsers: lowerIds(users?.excludeUsers),
        includedGroups: lowerIds(users?.includeGroups),
        excludedGroups: [
          ...lowerIds(users?.excludeGroups),
          ...lowerIds(users?.excludeRoles),
          ...(isSet(users?.excludeGuestsOrExternalUsers) ? ['guests'] : []),
        ],
        narrowedBy: [
          ...(isSet(given?.applications?.applicationFilter) ? ['applicationFilter'] : []),
          ...narrowing.filter((name) => isSet(given?.[name])),
          ...(narrowsClients(given?.clientAppTypes ?? []) ? ['clientAppTypes'] : []),
        ],
        demands:
          grant === null || grant === undefined
            ? null
            : {
                operator: grant.operator ?? 'AND',
                controls: [
                  ...grant.builtInControls,
                  ...grant.customAuthenticationFactors,
                  ...grant.termsOfUse,
                ],
                strength: grant.authenticationStrength?.requirementsSatisfied === 'mfa',
              },
      };
    },
  );

/** Ids compare in lower case; the words `All` and the like have upper-case letters. */
function lowerIds(list: readonly string[] | undefined): readonly string[] {
  return (list ?? []).map((id) => (id.includes('-') ? id.toLowerCase() : id));
}

function isSet(value: unknown): boolean {
  if (Array.isArray(value)) return value.length > 0;
  return value !== null && value !== undefined && value !== '';
}

/** Browsers are how people sign in to AWS; a policy without them misses everybody. */
function narrowsClients(types: readonly string[]): boolean {
  return types.length > 0 && !types.includes('all') && !types.includes('browser');
}

export const subscriptionAnswer = z
  .object({
    skuPartNumber: z.string(),
    capabilityStatus: z.string().nullish(),
    servicePlans: z
      .array(z.object({ servicePlanName: z.string(), provisioningStatus: z.string().nullish() }))
      .nullish(),
  })
  .transform(({ skuPartNumber, capabilityStatus, servicePlans }): Subscription => ({
    name: skuPartNumber,
    status: capabilityStatus ?? 'Unknown',
    plans: (servicePlans ?? [])
      .filter(({ provisioningStatus }) => provisioningStatus !== 'Disabled')
      .map(({ servicePlanName }) => servicePlanName),
  }));
