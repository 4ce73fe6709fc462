/** With what this run may sign in, and where; read from inputs and environment, not checked yet. */
export interface EntraAccess {
  /** The input entra-client-id, else AZURE_CLIENT_ID. */
  readonly clientId: string | null;
  /** The input entra-tenant-id: it must be the tenant of the settings. */
  readonly tenantId: string | null;
  /** AZURE_TENANT_ID, which may be there for another step: only worth a hint. */
  readonly environmentTenantId: string | null;
  readonly clientSecret: string | null;
  /** AZURE_FEDERATED_TOKEN_FILE */
  readonly tokenFile: string | null;
  /** AZURE_AUTHORITY_HOST */
  readonly authorityHost: string | null;
  /** MICROSOFT_GRAPH_ENDPOINT */
  readonly graphEndpoint: string | null;
  /** Whether GitHub would give this job a token; a command line never asks for one. */
  readonly idToken: 'available' | 'not-permitted' | 'no-job';
}
