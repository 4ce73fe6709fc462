import type { JsonObject } from '../../../aws/json.ts';
import type { ProvisioningRecord } from '../../provisioning/provisioning-record.ts';
import type { Tenant } from '../../world/tenant.ts';
import { logged } from '../filterable.ts';
import type { Filterable } from '../filterable.ts';
import type { ResourceType } from '../select.ts';

export function provisioningRecordResource(tenant: Tenant, one: ProvisioningRecord): JsonObject {
  const at = new Date(one.at).toISOString();
  return {
    id: one.id,
    activityDateTime: at,
    tenantId: tenant.facts.id,
    jobId: one.jobId,
    cycleId: one.cycleId,
    changeId: one.changeId,
    provisioningAction: one.action.toLowerCase(),
    durationInMilliseconds: 120,
    provisioningStatusInfo: {
      status: one.status.toLowerCase(),
      errorInformation:
        one.status === 'Failure'
          ? {
              errorCode: one.code ?? '',
              reason: one.reason ?? '',
              additionalDetails: null,
              errorCategory: 'nonServiceFailure',
              recommendedAction: null,
            }
          : null,
    },
    initiatedBy: { id: '', displayName: 'Azure AD Provisioning Service', initiatorType: 'system' },
    servicePrincipal: {
      id: one.servicePrincipalId,
      displayName: tenant.servicePrincipals.get(one.servicePrincipalId)?.displayName ?? '',
    },
    sourceSystem: { id: '', displayName: 'Azure Active Directory', details: {} },
    targetSystem: { id: '', displayName: 'AWS IAM Identity Center', details: {} },
    sourceIdentity: {
      id: one.source.id,
      displayName: one.source.name,
      identityType: one.type,
      details: {},
    },
    targetIdentity: {
      id: one.target.id ?? '',
      displayName: one.target.name ?? '',
      identityType: `urn:ietf:params:scim:schemas:core:2.0:${one.type}`,
      details: {},
    },
    modifiedProperties: one.changes.map(({ name, before, after }) => ({
      displayName: name,
      oldValue: before,
      newValue: after,
    })),
    provisioningSteps: [
      {
        name: one.status === 'Skipped' ? 'EntrySynchronizationSkip' : 'EntryExport',
        status: one.status.toLowerCase(),
        description: one.reason ?? `${one.type} '${one.source.name}' was written to the target`,
        details: one.code === undefined ? {} : { SkipReason: one.code },
        provisioningStepType: 'export',
      },
    ],
  };
}

export const provisioningRecordType: ResourceType = {
  name: 'microsoft.graph.provisioningObjectSummary',
  resource: 'ProvisioningObjectSummary',
  properties: undefined,
};

export const provisioningRecordFilters: Readonly<Record<string, Filterable>> = {
  id: logged,
  activityDateTime: logged,
  jobId: logged,
  cycleId: logged,
  changeId: logged,
  provisioningAction: logged,
  tenantId: logged,
  'provisioningStatusInfo/status': logged,
  'servicePrincipal/id': logged,
  'servicePrincipal/displayName': logged,
  'sourceIdentity/id': logged,
  'sourceIdentity/displayName': logged,
  'sourceIdentity/identityType': logged,
  'targetIdentity/id': logged,
  'targetIdentity/displayName': logged,
  'sourceSystem/displayName': logged,
  'targetSystem/displayName': logged,
};
