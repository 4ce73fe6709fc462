import { randomUUID } from 'node:crypto';

interface Thing {
  readonly id: string;
  [property: string]: unknown;
}

/** A tenant, as far as the set-up script touches one. Plain data, so that it fits into a file. */
export interface Tenant {
  applications: Thing[];
  servicePrincipals: Thing[];
  credentials: Thing[];
  grants: Thing[];
  roleDefinitions: Thing[];
  roleAssignments: Thing[];
  /** Made a moment ago: the next who asks for it is told that it does not exist. */
  fresh: string[];
}

export interface Answer {
  readonly status: number;
  readonly body: unknown;
}

type Body = Readonly<Record<string, unknown>>;

const graphRoles = [
  'GroupMember.Read.All',
  'Application.Read.All',
  'Synchronization.Read.All',
  'Synchronization.ReadWrite.All',
  'AppRoleAssignment.ReadWrite.All',
  'User.Read.All',
  'Policy.Read.All',
  'AuditLog.Read.All',
  'LicenseAssignment.Read.All',
  'Group.Read.All',
];

export function emptyTenant(): Tenant {
  const appRoles = graphRoles.map((value, index) => ({
    id: `00000000-0000-4000-8000-0000000000${String(index + 10)}`,
    value,
  }));
  const graph = { id: randomUUID(), appId: '00000003-0000-0000-c000-000000000000', appRoles };
  return {
    applications: [],
    servicePrincipals: [graph],
    credentials: [],
    grants: [],
    roleDefinitions: [],
    roleAssignments: [],
    fresh: [],
  };
}

const notFound: Answer = { status: 404, body: { error: { code: 'Request_ResourceNotFound' } } };
const refused = (message: string): Answer => ({ status: 400, body: { error: { message } } });
const done: Answer = { status: 204, body: null };

/** Answers one request of Microsoft Graph v1.0, as its documentation says. */
export function answerGraph(tenant: Tenant, method: string, url: URL, body: Body): Answer {
  const path = decodeURIComponent(url.pathname.replace(/^.*\/v1\.0/, ''));
  const filter = url.searchParams.get('$filter');
  const [, collection = '', key, rest] =
    /^\/(applications|servicePrincipals)(?:\/([\w-]+)|(?=\())?(.*)$/.exec(path) ?? [];
  const alternate = /^\(appId='([\w-]+)'\)$/.exec(rest ?? '')?.[1];
  if (collection === 'applications' || collection === 'servicePrincipals') {
    const things = tenant[collection];
    if (key === undefined && alternate === undefined) {
      return method === 'GET' ? list(things, filter) : create(tenant, collection, body);
    }
    const thing = things.find(({ id, appId }) => id === key || appId === alternate);
    if (thing === undefined || isFresh(tenant, thing.id)) return notFound;
    return answerThing(tenant, method, thing, alternate === undefined ? (rest ?? '') : '', body);
  }
  const template = /^\/applicationTemplates\/([\w-]+)\/instantiate$/.exec(path)?.[1];
  if (template !== undefined) return instantiate(tenant, template, body);
  const roles = /^\/roleManagement\/directory\/(roleDefinitions|roleAssignments)$/.exec(path)?.[1];
  if (roles !== 'roleDefinitions' && roles !== 'roleAssignments') return notFound;
  return method === 'GET' ? list(tenant[roles], filter) : add(tenant[roles], body);
}

function answerThing(
  tenant: Tenant,
  method: string,
  thing: Thing,
  rest: string,
  body: Body,
): Answer {
  switch (`${method} ${rest}`) {
    case 'GET ':
      return { status: 200, body: thing };
    case 'PATCH ': {
      const owner = tenant.servicePrincipals.find(({ appId }) => appId === thing['appId']);
      if ('identifierUris' in body && owner?.['preferredSingleSignOnMode'] !== 'saml') {
        return refused('Values of identifierUris property must use a verified domain');
      }
      Object.assign(thing, body);
      return done;
    }
    case 'POST /addTokenSigningCertificate':
      return { status: 200, body: { ...body, thumbprint: 'A'.repeat(40) } };
    case 'GET /federatedIdentityCredentials':
      return list(
        tenant.credentials.filter(({ of }) => of === thing.id),
        null,
      );
    case 'POST /federatedIdentityCredentials':
      return add(tenant.credentials, { ...body, of: thing.id });
    case 'GET /appRoleAssignments':
      return list(
        tenant.grants.filter(({ principalId }) => principalId === thing.id),
        null,
      );
    case 'POST /appRoleAssignedTo':
      return add(tenant.grants, body);
    default:
      return notFound;
  }
}

function list(things: readonly Thing[], filter: string | null): Answer {
  if (filter === null) return { status: 200, body: { value: things } };
  const [, property = '', value] = /^(\w+) eq '(.*)'$/.exec(filter) ?? [];
  return { status: 200, body: { value: things.filter((thing) => thing[property] === value) } };
}

function add(things: Thing[], body: Body): Answer {
  const made = { ...body, id: randomUUID() };
  things.push(made);
  return { status: 201, body: made };
}

function create(
  tenant: Tenant,
  collection: 'applications' | 'servicePrincipals',
  body: Body,
): Answer {
  const appId = body['appId'] ?? randomUUID();
  const made = { ...body, id: randomUUID(), appId };
  tenant[collection].push(made);
  tenant.fresh.push(made.id);
  return { status: 201, body: made };
}

function instantiate(tenant: Tenant, applicationTemplateId: string, body: Body): Answer {
  const appId = randomUUID();
  const empty = { identifierUris: [], web: { redirectUris: [] }, notificationEmailAddresses: [] };
  const common = { ...body, ...empty, appId, applicationTemplateId };
  const application = create(tenant, 'applications', common).body;
  const servicePrincipal = create(tenant, 'servicePrincipals', {
    ...common,
    appRoleAssignmentRequired: true,
    preferredSingleSignOnMode: null,
    preferredTokenSigningKeyThumbprint: null,
  }).body;
  return { status: 201, body: { application, servicePrincipal } };
}

function isFresh(tenant: Tenant, id: string): boolean {
  const was = tenant.fresh.includes(id);
  tenant.fresh = tenant.fresh.filter((one) => one !== id);
  return was;
}
