import * as z from 'zod';
import { galleryTemplates } from '../../../core/model/gallery-templates.ts';
import type { EntraTarget } from '../../../ports/connect-directory.ts';
import type { FederationReader } from '../../../ports/federation-read.ts';
import { PortError } from '../../../ports/port-error.ts';
import type { GraphConnection } from '../open-graph.ts';
import { findApplications } from '../read/find-applications.ts';
import { listJobs } from '../read/list-jobs.ts';
import { cleanText } from '../request/clean-text.ts';
import { odataText } from '../request/graph-url.ts';
import type { FetchIdToken } from '../sign-in/assertions.ts';
import type { EntraAccess } from '../sign-in/entra-access.ts';
import { entraHosts } from '../sign-in/entra-hosts.ts';
import * as applications from './application-answers.ts';
import * as policies from './policy-answers.ts';
import * as provisioning from './provisioning-answers.ts';
import { readAssignedGroups, userAnswer, userFields } from './read-assigned-groups.ts';
import { readJobIdentity } from './read-job-identity.ts';

/** Records of the log in one page: the service allows few requests. */
const longestPage = 999;

export interface FederationReaderOptions {
  readonly target: EntraTarget;
  readonly access: EntraAccess;
  readonly fetchIdToken: FetchIdToken;
  readonly signal?: AbortSignal;
}

/** Everything the doctor asks of Entra ID. An aborted `signal` rejects what is not answered yet. */
export function createFederationReader(
  connection: GraphConnection,
  { target, access, fetchIdToken, signal }: FederationReaderOptions,
): FederationReader {
  const graph = connection.caller(signal);
  const job = (id: string, jobId: string) => ({ id, jobId });

  return {
    signIn: () => graph.permissions(),

    async readJobIdentity() {
      if (access.idToken !== 'available') return null;
      const { audience } = entraHosts(target.cloud, access);
      return readJobIdentity(connection.clock, fetchIdToken, audience);
    },

    async listFederatedCredentials() {
      if (access.clientId === null) return null;
      return graph.list({
        route: "GET /applications(appId='{appId}')/federatedIdentityCredentials",
        parameters: { appId: access.clientId },
        item: applications.federatedCredentialAnswer,
      });
    },

    async findApplications(reference) {
      const found = await findApplications(graph, reference);
      // Keys are shown where one application is asked for alone.
      const whole = await graph.findEach(
        found.map(({ id }) => ({
          route: 'GET /servicePrincipals/{id}' as const,
          parameters: { id },
          query: { select: applications.federationFields },
          answer: applications.federationApplicationAnswer,
        })),
      );
      return whole.filter((application) => application !== null);
    },

    async findSingleAccountApplications() {
      const found = await graph.list({
        route: 'GET /servicePrincipals',
        query: {
          filter: `applicationTemplateId eq ${odataText(galleryTemplates.singleAccount)}`,
          select: ['id', 'displayName'],
          top: 999,
          advanced: true,
        },
        item: z.object({ id: z.string(), displayName: z.string().nullish() }),
      });
      return found.map(({ id, displayName }) => displayName ?? id);
    },

    readRegistration: (appId) =>
      graph.find({
        route: "GET /applications(appId='{appId}')",
        parameters: { appId },
        query: { select: ['identifierUris', 'web'] },
        answer: applications.registrationAnswer,
      }),

    async listAssigned(applicationId) {
      const all = await graph.list({
        route: 'GET /servicePrincipals/{id}/appRoleAssignedTo',
        parameters: { id: applicationId },
        query: { select: ['principalId', 'principalType', 'principalDisplayName'], top: 999 },
        item: applications.assignedAnswer,
      });
      // Once for each role.
      return [...new Map(all.map((one) => [one.id, one])).values()];
    },

    readGroups: (ids) => readAssignedGroups(graph, ids),

    async readUsers(ids) {
      const found = await graph.findEach(
        [...new Set(ids)].map((id) => ({
          route: 'GET /users/{id}' as const,
          parameters: { id },
          query: { select: userFields },
          answer: userAnswer,
        })),
      );
      return found.filter((user) => user !== null);
    },

    listJobs: (applicationId) => listJobs(graph, applicationId, provisioning.federationJobAnswer),

    readSchema: (applicationId, jobId) =>
      graph.call({
        route: 'GET /servicePrincipals/{id}/synchronization/jobs/{jobId}/schema',
        parameters: job(applicationId, jobId),
        answer: provisioning.federationSchemaAnswer,
      }),

    readProvisioningSettings: (applicationId) =>
      graph.call({
        route: 'GET /servicePrincipals/{id}/synchronization/secrets',
        parameters: { id: applicationId },
        answer: provisioning.provisioningSettingsAnswer,
      }),

    async tryCredentials(applicationId, jobId) {
      try {
        await graph.call({
          route: 'POST /servicePrincipals/{id}/synchronization/jobs/{jobId}/validateCredentials',
          parameters: job(applicationId, jobId),
          body: { useSavedCredentials: true },
          // Nothing changes by it, so it may be sent again.
          effect: 'read',
          answer: z.null(),
        });
        return null;
      } catch (error) {
        if (error instanceof PortError && error.kind === 'invalid') return error.message;
        throw error;
      }
    },

    async listFailures(jobId, since) {
      // Every page: no order is promised, so a failure may stand on the last one. Graph's pages call the
      // status by two names, and a filter by the wrong one could hide what failed.
      const records = await graph.list({
        route: 'GET /auditLogs/provisioning',
        query: {
          filter: `jobId eq ${odataText(jobId)} and activityDateTime gt ${since}`,
          top: longestPage,
        },
        item: provisioning.provisioningRecordAnswer,
      });
      return records.flatMap(({ provisioningStatusInfo: info }) => {
        if (info?.status?.toLowerCase() !== 'failure') return [];
        const { errorCode = null, reason = null } = info.errorInformation ?? {};
        return [{ code: cleanText(errorCode ?? 'Unknown'), reason: cleanText(reason ?? '') }];
      });
    },

    listAccessPolicies: () =>
      graph.list({
        route: 'GET /identity/conditionalAccess/policies',
        item: policies.accessPolicyAnswer,
      }),

    listSubscriptions: () =>
      graph.list({ route: 'GET /subscribedSkus', item: policies.subscriptionAnswer }),
  };
}
