import type { Environment } from './environment.ts';

/** With what a run may sign in to Entra ID, and where; checked only where settings.entra asks for it. */
export interface EntraInputs {
  /** The input entra-client-id, else AZURE_CLIENT_ID. */
  readonly clientId: string | null;
  /** The input entra-tenant-id. */
  readonly tenantId: string | null;
  /** AZURE_TENANT_ID, which may be there for another step. */
  readonly environmentTenantId: string | null;
  readonly clientSecret: string | null;
  /** AZURE_FEDERATED_TOKEN_FILE */
  readonly tokenFile: string | null;
  /** AZURE_AUTHORITY_HOST */
  readonly authorityHost: string | null;
  /** MICROSOFT_GRAPH_ENDPOINT, without a version path. */
  readonly graphEndpoint: string | null;
  /** Whether GitHub would give this job a token of its own: with `id-token: write` it says where. */
  readonly idToken: 'available' | 'not-permitted' | 'no-job';
}

interface Given {
  readonly clientId: string | null;
  readonly tenantId: string | null;
}

/** For a step of a job. */
export function readJobEntra(env: Environment, given: Given): EntraInputs {
  const mayAsk = orNull(env['ACTIONS_ID_TOKEN_REQUEST_URL']) !== null;
  return read(env, given, mayAsk ? 'available' : 'not-permitted');
}

/** For a command line, which never asks for a job's token: asking prints it for the runner to mask. */
export function readTerminalEntra(env: Environment): EntraInputs {
  return read(env, { clientId: null, tenantId: null }, 'no-job');
}

function read(env: Environment, given: Given, idToken: EntraInputs['idToken']): EntraInputs {
  return {
    clientId: given.clientId ?? orNull(env['AZURE_CLIENT_ID']),
    tenantId: given.tenantId,
    environmentTenantId: orNull(env['AZURE_TENANT_ID']),
    clientSecret: orNull(env['AZURE_CLIENT_SECRET']),
    tokenFile: orNull(env['AZURE_FEDERATED_TOKEN_FILE']),
    authorityHost: orNull(env['AZURE_AUTHORITY_HOST']),
    graphEndpoint: orNull(env['MICROSOFT_GRAPH_ENDPOINT']),
    idToken,
  };
}

function orNull(text: string | undefined): string | null {
  const trimmed = (text ?? '').trim();
  return trimmed === '' ? null : trimmed;
}
