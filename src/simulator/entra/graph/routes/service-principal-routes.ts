import type { Machine } from '../../machine.ts';
import { count, list } from '../list.ts';
import type { Listing } from '../list.ts';
import { applicationRead, claimsPolicyRead } from '../need.ts';
import {
  servicePrincipalFilters,
  servicePrincipalResource,
  servicePrincipalType,
} from '../resources/service-principal-resource.ts';
import { ok } from '../route.ts';
import type { Route } from '../route.ts';
import { select, selected } from '../select.ts';
import { requirePrincipal } from '../service-principal-key.ts';

const claimsPolicyType = {
  name: 'microsoft.graph.claimsMappingPolicy',
  resource: 'ClaimsMappingPolicy',
  properties: undefined,
};

export const servicePrincipalRoutes: readonly Route[] = [
  {
    method: 'GET',
    path: '/servicePrincipals',
    need: applicationRead,
    handle: (machine, request) => list(machine, request, servicePrincipals(machine)),
  },
  {
    method: 'GET',
    path: '/servicePrincipals/$count',
    need: applicationRead,
    handle: (machine, request) => count(request, servicePrincipals(machine)),
  },
  {
    method: 'GET',
    path: '/servicePrincipals/{principal}',
    need: applicationRead,
    handle: ({ tenant, urls }, request) => {
      const row = servicePrincipalResource(requirePrincipal(tenant, request), tenant.facts.id);
      const names = selected(request.query, servicePrincipalType);
      return ok({
        '@odata.context': `${urls.graph}/v1.0/$metadata#servicePrincipals/$entity`,
        ...select(row, names, servicePrincipalType),
      });
    },
  },
  {
    method: 'GET',
    path: '/servicePrincipals/{principal}/claimsMappingPolicies',
    need: claimsPolicyRead,
    handle: (machine, request) => {
      const app = requirePrincipal(machine.tenant, request);
      const rows = app.claimsPolicies.map((policy, index) => ({
        id: `${app.id.slice(0, -2)}${String(index).padStart(2, '0')}`,
        deletedDateTime: null,
        definition: [],
        displayName: 'Claims',
        isOrganizationDefault: false,
        ...policy,
      }));
      return list(machine, request, {
        type: claimsPolicyType,
        context: 'policies/claimsMappingPolicies',
        rows,
      });
    },
  },
];

function servicePrincipals({ tenant, clock, knobs }: Machine): Listing {
  const seen = tenant.servicePrincipals.asOf(clock.now() - knobs.lag.lists);
  return {
    type: servicePrincipalType,
    context: 'servicePrincipals',
    rows: seen.values().map((app) => servicePrincipalResource(app, tenant.facts.id)),
    filterable: servicePrincipalFilters,
  };
}
