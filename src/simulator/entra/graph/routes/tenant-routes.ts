import type { JsonObject } from '../../../aws/json.ts';
import { uuid } from '../../../aws/world/ids.ts';
import type { Machine } from '../../machine.ts';
import type { Reply } from '../../reply.ts';
import { GraphError, notFound } from '../graph-error.ts';
import { list } from '../list.ts';
import type { Need } from '../need.ts';
import { equality } from '../filterable.ts';
import { requirePermission } from '../require-permission.ts';
import {
  provisioningRecordFilters,
  provisioningRecordResource,
  provisioningRecordType,
} from '../resources/provisioning-record-resource.ts';
import { ok } from '../route.ts';
import type { GraphRequest, Route } from '../route.ts';
import type { ResourceType } from '../select.ts';

const logRead: Need = {
  anyOf: ['AuditLog.Read.All'],
  refusal: (need) =>
    new GraphError(
      403,
      'Authentication_MSGraphPermissionMissing',
      `The principal does not have required Microsoft Graph permission(s): ${need} to call this API. For more information about Microsoft Graph permissions, please visit https://learn.microsoft.com/graph/permissions-overview.`,
    ),
};
const policyRead: Need = {
  anyOf: ['Policy.Read.ConditionalAccess', 'Policy.Read.All'],
  refusal: () =>
    new GraphError(
      403,
      'AccessDenied',
      'You cannot perform the requested operation, required scopes are missing in the token.',
    ),
};
const organizationRead: Need = {
  anyOf: [
    'Organization.Read.All',
    'Organization.ReadWrite.All',
    'Directory.Read.All',
    'Directory.ReadWrite.All',
  ],
};
const subscriptionRead: Need = {
  anyOf: ['LicenseAssignment.Read.All', ...organizationRead.anyOf],
};
const directoryRead: Need = { anyOf: ['Directory.Read.All', 'Directory.ReadWrite.All'] };

export const tenantRoutes: readonly Route[] = [
  {
    method: 'GET',
    path: '/auditLogs/provisioning',
    need: logRead,
    bucket: 'reports',
    handle: provisioningLogs,
  },
  {
    method: 'GET',
    path: '/identity/conditionalAccess/policies',
    need: policyRead,
    bucket: 'conditional-access',
    handle: (machine, request) =>
      list(machine, request, {
        type: anything('conditionalAccessPolicy'),
        context: 'identity/conditionalAccess/policies',
        rows: [...machine.tenant.conditionalAccess.values()],
        filterable: { displayName: equality, id: equality, state: equality },
        isWhole: true,
      }),
  },
  {
    method: 'GET',
    path: '/identity/conditionalAccess/policies/{id}',
    need: policyRead,
    bucket: 'conditional-access',
    handle: ({ tenant, urls }, request) => {
      const id = request.params['id'] ?? '';
      const found = tenant.conditionalAccess.get(id);
      if (found === undefined) throw notFound(id);
      const context = `${urls.graph}/v1.0/$metadata#identity/conditionalAccess/policies/$entity`;
      return ok({ '@odata.context': context, ...found });
    },
  },
  {
    method: 'GET',
    path: '/subscribedSkus',
    need: subscriptionRead,
    handle: (machine, request) =>
      list(machine, request, {
        type: anything('subscribedSku'),
        context: 'subscribedSkus',
        rows: [sku(machine)],
        isWhole: true,
      }),
  },
  {
    method: 'GET',
    path: '/organization',
    need: organizationRead,
    handle: (machine, request) =>
      list(machine, request, {
        type: anything('organization'),
        context: 'organization',
        rows: [organization(machine)],
        isWhole: true,
      }),
  },
];

function provisioningLogs(machine: Machine, request: GraphRequest): Reply {
  const { tenant, knobs } = machine;
  if (knobs.behaviour.provisioningLogsNeedDirectoryRead) {
    requirePermission(machine, request, directoryRead);
  }
  const isPremium = ['AAD_PREMIUM', 'AAD_PREMIUM_P2'].some((one) =>
    tenant.facts.servicePlans.has(one),
  );
  if (!isPremium) {
    throw new GraphError(
      403,
      'Authentication_RequestFromNonPremiumTenantOrB2CTenant',
      "Neither tenant is B2C or tenant doesn't have premium license",
    );
  }
  return list(machine, request, {
    type: provisioningRecordType,
    context: 'auditLogs/provisioning',
    // The latest comes first.
    rows: tenant.provisioningRecords
      .map((one) => provisioningRecordResource(tenant, one))
      .toReversed(),
    filterable: provisioningRecordFilters,
    isCaseSensitive: true,
  });
}

function anything(name: string): ResourceType {
  return { name: `microsoft.graph.${name}`, resource: name, properties: undefined };
}

function sku({ tenant }: Machine): JsonObject {
  const plans = [...tenant.facts.servicePlans];
  const skuId = uuid('sku', plans.join(' '));
  return {
    id: `${tenant.facts.id}_${skuId}`,
    accountId: tenant.facts.id,
    accountName: tenant.facts.domain,
    appliesTo: 'User',
    capabilityStatus: tenant.facts.subscription,
    consumedUnits: 1,
    skuId,
    skuPartNumber: plans.length === 0 ? 'FREE' : (plans.at(-1) ?? ''),
    subscriptionIds: [],
    prepaidUnits: { enabled: 100, suspended: 0, warning: 0, lockedOut: 0 },
    servicePlans: plans.map((plan) => ({
      servicePlanId: uuid('service plan', plan),
      servicePlanName: plan,
      provisioningStatus: 'Success',
      appliesTo: 'User',
    })),
  };
}

function organization({ tenant }: Machine): JsonObject {
  return {
    id: tenant.facts.id,
    deletedDateTime: null,
    displayName: tenant.facts.displayName,
    tenantType: 'AAD',
    onPremisesSyncEnabled: null,
    verifiedDomains: [
      {
        capabilities: 'Email, OfficeCommunicationsOnline',
        isDefault: true,
        isInitial: true,
        name: tenant.facts.domain,
        type: 'Managed',
      },
    ],
    assignedPlans: [],
    provisionedPlans: [],
  };
}
