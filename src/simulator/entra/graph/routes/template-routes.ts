import type { JsonObject } from '../../../aws/json.ts';
import { galleryTemplates } from '../../world/gallery-templates.ts';
import { equality } from '../filterable.ts';
import { notFound } from '../graph-error.ts';
import { list } from '../list.ts';
import type { Need } from '../need.ts';
import { ok } from '../route.ts';
import type { Route } from '../route.ts';
import type { ResourceType } from '../select.ts';

/** Any token of the tenant will do. */
const nothing: Need = { anyOf: [[]] };

const type: ResourceType = {
  name: 'microsoft.graph.applicationTemplate',
  resource: 'applicationTemplate',
  properties: undefined,
};

/** The part of the gallery that is about AWS. */
export const templateRoutes: readonly Route[] = [
  {
    method: 'GET',
    path: '/applicationTemplates',
    need: nothing,
    handle: (machine, request) =>
      list(machine, request, {
        type,
        context: 'applicationTemplates',
        rows: resources,
        filterable: { displayName: equality, id: equality },
      }),
  },
  {
    method: 'GET',
    path: '/applicationTemplates/{id}',
    need: nothing,
    handle: ({ urls }, request) => {
      const id = request.params['id'] ?? '';
      const found = resources.find((template) => template['id'] === id);
      if (found === undefined) throw notFound(id);
      return ok({
        '@odata.context': `${urls.graph}/v1.0/$metadata#applicationTemplates/$entity`,
        ...found,
      });
    },
  },
];

const resources: readonly JsonObject[] = Object.values(galleryTemplates).map(
  ({ id, displayName, homePageUrl }) => ({
    id,
    displayName,
    homePageUrl,
    supportedSingleSignOnModes: ['saml', 'external'],
    supportedProvisioningTypes: ['sync'],
    logoUrl: null,
    categories: ['developerServices'],
    publisher: 'Amazon Web Services, Inc.',
    description: null,
  }),
);
