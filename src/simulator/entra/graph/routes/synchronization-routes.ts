import * as z from 'zod';
import type { Json } from '../../../aws/json.ts';
import type { Machine } from '../../machine.ts';
import type { SyncJob } from '../../provisioning/sync-job.ts';
import type { Reply } from '../../reply.ts';
import { badRequest, GraphError, notFound } from '../graph-error.ts';
import { synchronizationRead, synchronizationWrite } from '../need.ts';
import { jobResource } from '../resources/job-resource.ts';
import { schemaResource } from '../resources/schema-resource.ts';
import { noContent, ok } from '../route.ts';
import type { GraphRequest, Route } from '../route.ts';
import { requirePrincipal } from '../service-principal-key.ts';
import { provisionOnDemand } from './provision-on-demand-route.ts';

const sync = '/servicePrincipals/{principal}/synchronization';
const job = `${sync}/jobs/{job}`;

export const synchronizationRoutes: readonly Route[] = [
  { method: 'GET', path: `${sync}/jobs`, need: synchronizationRead, handle: listJobs },
  {
    method: 'GET',
    path: job,
    need: synchronizationRead,
    handle: (machine, request) =>
      ok({
        '@odata.context': `${metadata(machine, request)}/jobs/$entity`,
        ...jobResource(requireJob(machine, request), machine.knobs.provisioning.intervalMinutes),
      }),
  },
  {
    method: 'GET',
    path: `${job}/schema`,
    need: synchronizationRead,
    handle: (machine, request) =>
      ok({
        '@odata.context': `${metadata(machine, request)}/jobs('${request.params['job']}')/schema/$entity`,
        ...schemaResource(requireJob(machine, request)),
      }),
  },
  { method: 'GET', path: `${sync}/secrets`, need: synchronizationRead, handle: readSecrets },
  {
    method: 'POST',
    path: `${job}/validateCredentials`,
    need: synchronizationWrite,
    isNoWrite: true,
    handle: validateCredentials,
  },
  {
    method: 'POST',
    path: `${job}/provisionOnDemand`,
    need: synchronizationWrite,
    bucket: 'provision-on-demand',
    handle: (machine, request) => provisionOnDemand(machine, request, requireJob(machine, request)),
  },
  {
    method: 'POST',
    path: `${job}/start`,
    need: synchronizationWrite,
    handle: (machine, request) => {
      machine.provisioning.start(requireJob(machine, request));
      return noContent;
    },
  },
  {
    method: 'POST',
    path: `${job}/pause`,
    need: synchronizationWrite,
    handle: (machine, request) => {
      machine.provisioning.pause(requireJob(machine, request));
      return noContent;
    },
  },
  { method: 'POST', path: `${job}/restart`, need: synchronizationWrite, handle: restart },
];

function metadata({ urls }: Machine, { params }: GraphRequest): string {
  return `${urls.graph}/v1.0/$metadata#servicePrincipals('${params['principal']}')/synchronization`;
}

function listJobs(machine: Machine, request: GraphRequest): Reply {
  const { tenant, knobs } = machine;
  const found = tenant.jobs.get(requirePrincipal(tenant, request).id);
  if (found === undefined && knobs.behaviour.jobsOfUnprovisioned === 'not-found') {
    throw notFound(request.params['principal'] ?? '');
  }
  const jobs = found === undefined ? [] : [jobResource(found, knobs.provisioning.intervalMinutes)];
  return ok({ '@odata.context': `${metadata(machine, request)}/jobs`, value: jobs });
}

function requireJob({ tenant }: Machine, request: GraphRequest): SyncJob {
  const found = tenant.jobs.get(requirePrincipal(tenant, request).id);
  const id = request.params['job'] ?? '';
  if (found === undefined || found.id !== id) throw notFound(id);
  return found;
}

// What is secret is there and not shown.
function readSecrets(machine: Machine, request: GraphRequest): Reply {
  const { tenant } = machine;
  const found = tenant.jobs.get(requirePrincipal(tenant, request).id);
  const settings = (one: SyncJob): Json => ({
    Enabled: one.notifications !== undefined,
    Recipients: one.notifications ?? '',
    DeleteThresholdEnabled: one.tooManyDeletes !== undefined,
    DeleteThresholdValue: one.tooManyDeletes ?? 0,
    HumanResourcesLookaheadQueryEnabled: false,
  });
  const value =
    found === undefined
      ? []
      : [
          {
            key: 'BaseAddress',
            value: `https://scim.eu-west-1.amazonaws.com/${found.servicePrincipalId}/scim/v2/`,
          },
          { key: 'SecretToken', value: '*' },
          { key: 'SyncAll', value: String(found.scope === 'all') },
          { key: 'SyncNotificationSettings', value: JSON.stringify(settings(found)) },
          ...(found.skipOutOfScopeDeletions
            ? [{ key: 'SkipOutOfScopeDeletions', value: 'True' }]
            : []),
        ];
  return ok({ '@odata.context': `${metadata(machine, request)}/secrets`, value });
}

const validation = z.object({
  useSavedCredentials: z.boolean().default(false),
  templateId: z.string().nullish(),
  credentials: z.array(z.object({ key: z.string(), value: z.string() })).nullish(),
});

function validateCredentials(machine: Machine, request: GraphRequest): Reply {
  const found = requireJob(machine, request);
  const { success, data } = validation.safeParse(request.body ?? {});
  if (!success) throw badRequest('The parameters of validateCredentials are invalid.');
  const given = data.credentials?.find(({ key }) => key === 'SecretToken');
  if (!data.useSavedCredentials && given === undefined) {
    throw badRequest('Say useSavedCredentials, or give the credentials.');
  }
  if (data.useSavedCredentials && found.tokenValid) return noContent;
  throw new GraphError(
    400,
    'SystemForCrossDomainIdentityManagementCredentialValidationUnavailable',
    'You appear to have entered invalid credentials. Please confirm you are using the correct information for an administrative account. Details: Unauthorized.',
  );
}

const scopes = [
  'ForceDeletes',
  'Full',
  'QuarantineState',
  'Watermark',
  'Escrows',
  'ConnectorDataStore',
  'None',
];
const restartBody = z.object({
  criteria: z.object({ resetScope: z.string().optional() }).optional(),
});

function restart(machine: Machine, request: GraphRequest): Reply {
  const found = requireJob(machine, request);
  const { success, data } = restartBody.safeParse(request.body ?? {});
  const reset = (data?.criteria?.resetScope ?? 'Full').split(',').map((one) => one.trim());
  if (!success || reset.some((one) => !scopes.includes(one))) {
    throw badRequest('The value of resetScope is invalid.');
  }
  machine.provisioning.restart(found, reset);
  return noContent;
}
