import type { Machine } from '../../machine.ts';
import { list } from '../list.ts';
import type { Listing } from '../list.ts';
import { applicationRead, credentialRead } from '../need.ts';
import {
  applicationFilters,
  applicationResource,
  applicationType,
  federatedCredentialResource,
  federatedCredentialType,
} from '../resources/application-resource.ts';
import { ok } from '../route.ts';
import type { Route } from '../route.ts';
import { select, selected } from '../select.ts';
import { requireApplication } from '../service-principal-key.ts';

export const applicationRoutes: readonly Route[] = [
  {
    method: 'GET',
    path: '/applications',
    need: applicationRead,
    handle: (machine, request) => list(machine, request, applications(machine)),
  },
  {
    method: 'GET',
    path: '/applications/{application}',
    need: applicationRead,
    handle: ({ tenant, urls }, request) => {
      const row = applicationResource(requireApplication(tenant, request));
      return ok({
        '@odata.context': `${urls.graph}/v1.0/$metadata#applications/$entity`,
        ...select(row, selected(request.query, applicationType), applicationType),
      });
    },
  },
  {
    method: 'GET',
    path: '/applications/{application}/federatedIdentityCredentials',
    need: credentialRead,
    handle: (machine, request) => {
      const { appId, id } = requireApplication(machine.tenant, request);
      const credentials = machine.tenant.clients.get(appId)?.federated ?? [];
      return list(machine, request, {
        type: federatedCredentialType,
        context: `applications('${id}')/federatedIdentityCredentials`,
        rows: credentials.map(federatedCredentialResource),
      });
    },
  },
];

function applications({ tenant, clock, knobs }: Machine): Listing {
  const seen = tenant.applications.asOf(clock.now() - knobs.lag.lists);
  return {
    type: applicationType,
    context: 'applications',
    rows: seen.values().map(applicationResource),
    filterable: applicationFilters,
  };
}
