import { ClientSecretCredential } from '@azure/identity';
import { Client } from '@microsoft/microsoft-graph-client';
import { setDefaultCACertificates, getCACertificates } from 'node:tls';
import { expect, onTestFinished } from 'vitest';
import { unhurried } from '../../../src/simulator/entra/knobs.ts';
import type { KnobOverrides } from '../../../src/simulator/entra/knobs.ts';
import { startEntraSimulator } from '../../../src/simulator/entra/start-entra-simulator.ts';
import type {
  EntraSimulator,
  EntraSimulatorOptions,
} from '../../../src/simulator/entra/start-entra-simulator.ts';
import type { TenantSeed } from '../../../src/simulator/entra/world/tenant-seed.ts';

export const awsApp = 'AWS IAM Identity Center';

export const everything = [
  'GroupMember.Read.All',
  'Group.Read.All',
  'User.Read.All',
  'Application.Read.All',
  'AppRoleAssignment.ReadWrite.All',
  'Synchronization.ReadWrite.All',
  'AuditLog.Read.All',
  'Policy.Read.All',
  'Directory.Read.All',
  'Organization.Read.All',
];

/** A small tenant that most tests can share. */
export const smallSeed = {
  users: { 'ada@example.com': {}, 'bob@example.com': {} },
  groups: {
    Admins: ['ada@example.com'],
    Developers: { members: ['ada@example.com', 'Contractors'] },
    Contractors: ['bob@example.com', 'cleo@example.com'],
    Mail: { securityEnabled: false, mailEnabled: true, groupTypes: ['Unified'] },
    Old: { deleted: '2025-12-20T00:00:00Z' },
  },
  apps: { reconciler: { permissions: everything, secrets: ['s3cret'] } },
  enterpriseApps: { [awsApp]: { assigned: ['Admins'] } },
} satisfies TenantSeed;

export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly body: Record<string, unknown>;
  readonly text: string;
}

export interface Ask {
  readonly method?: string;
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
  /** Another token than a fresh one of the reconciler. */
  readonly token?: string;
}

export interface Setup {
  readonly entra: EntraSimulator;
  /** Microsoft's own client, signed in with Microsoft's own library. */
  readonly graph: Client;
  /** A bare request below /v1.0. */
  readonly ask: (path: string, options?: Ask) => Promise<Answer>;
  readonly tokenOf: (app: string) => Promise<string>;
  /** The path of the enterprise app, and more below it. */
  readonly app: (rest?: string) => string;
}

export const startAt = '2026-01-01T00:00:00Z';

export async function setup(
  options: Partial<EntraSimulatorOptions> & { readonly knobs?: KnobOverrides } = {},
): Promise<Setup> {
  const entra = await startEntraSimulator({
    seed: smallSeed,
    clock: { scale: 0, startAt },
    ...options,
    knobs: { ...unhurried, ...options.knobs },
  });
  trust(entra.certificate);
  onTestFinished(() => entra.close());
  const tokenOf = async (name: string): Promise<string> => {
    const { access_token: token } = await askToken(entra, {
      client_id: entra.appId(name),
      client_secret: 's3cret',
    });
    return String(token);
  };
  const credential = credentialOf(entra, 'reconciler');
  const scope = `${entra.graphEndpoint}/.default`;
  return {
    entra,
    graph: Client.initWithMiddleware({
      baseUrl: entra.graphEndpoint,
      customHosts: new Set([new URL(entra.graphEndpoint).hostname]),
      authProvider: { getAccessToken: async () => (await credential.getToken(scope)).token },
    }),
    tokenOf,
    ask: async (path, { method = 'GET', body, headers, token } = {}) => {
      const response = await fetch(`${entra.graphEndpoint}/v1.0${path}`, {
        method,
        headers: {
          authorization: `Bearer ${token ?? (await tokenOf('reconciler'))}`,
          ...(body !== undefined && { 'content-type': 'application/json' }),
          ...headers,
        },
        ...(body !== undefined && { body: JSON.stringify(body) }),
      });
      return answerOf(response);
    },
    app: (rest = '') => {
      const found = entra.world.state.servicePrincipals
        .values()
        .find(({ displayName }) => displayName === awsApp);
      return `/servicePrincipals/${found?.id}${rest}`;
    },
  };
}

export function credentialOf(entra: EntraSimulator, app: string, secret = 's3cret') {
  return new ClientSecretCredential(entra.tenantId, entra.appId(app), secret, {
    authorityHost: entra.authorityHost,
    disableInstanceDiscovery: true,
    retryOptions: { maxRetries: 0 },
  });
}

/** The token endpoint's answer to a form, whatever it says. */
export async function askToken(
  entra: EntraSimulator,
  form: Readonly<Record<string, string>>,
  tenant = entra.tenantId,
): Promise<Record<string, unknown>> {
  const response = await fetch(`${entra.authorityHost}/${tenant}/oauth2/v2.0/token`, {
    method: 'POST',
    body: new URLSearchParams({
      grant_type: 'client_credentials',
      scope: `${entra.graphEndpoint}/.default`,
      ...form,
    }),
  });
  return { status: response.status, ...(await answerOf(response)).body };
}

async function answerOf(response: Response): Promise<Answer> {
  const text = await response.text();
  const isJson = response.headers.get('content-type')?.startsWith('application/json') === true;
  const body = (isJson ? JSON.parse(text) : {}) as Record<string, unknown>;
  return { status: response.status, headers: response.headers, body, text };
}

// One authority a process: trusting it once is enough.
let trusted: string | undefined;
function trust(certificate: string): void {
  if (trusted === certificate) return;
  setDefaultCACertificates([...getCACertificates('default'), certificate]);
  trusted = certificate;
}

/** The error that a body of Graph or of the token endpoint tells. */
export const errorOf = ({ body }: Answer): { code: string; message: string } =>
  body['error'] as { code: string; message: string };

export const valuesOf = ({ body }: Answer): Record<string, unknown>[] =>
  body['value'] as Record<string, unknown>[];

/** Vitest types its text matchers as any; this keeps them out of typed code. */
export const textWith = (part: string | RegExp): unknown =>
  typeof part === 'string' ? expect.stringContaining(part) : expect.stringMatching(part);
