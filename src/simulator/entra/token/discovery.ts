import type { JsonObject } from '../../aws/json.ts';
import type { Machine } from '../machine.ts';
import { entraKey } from './access-token.ts';
import { signingKey } from './jwt.ts';

export function openIdConfiguration({ urls, tenant }: Machine): JsonObject {
  const base = `${urls.authority}/${tenant.facts.id}`;
  return {
    token_endpoint: `${base}/oauth2/v2.0/token`,
    token_endpoint_auth_methods_supported: [
      'client_secret_post',
      'private_key_jwt',
      'client_secret_basic',
    ],
    jwks_uri: `${base}/discovery/v2.0/keys`,
    response_modes_supported: ['query', 'fragment', 'form_post'],
    subject_types_supported: ['pairwise'],
    id_token_signing_alg_values_supported: ['RS256'],
    response_types_supported: ['code', 'id_token', 'code id_token', 'id_token token'],
    scopes_supported: ['openid', 'profile', 'email', 'offline_access'],
    issuer: `${base}/v2.0`,
    request_uri_parameter_supported: false,
    userinfo_endpoint: `${urls.graph}/oidc/userinfo`,
    authorization_endpoint: `${base}/oauth2/v2.0/authorize`,
    device_authorization_endpoint: `${base}/oauth2/v2.0/devicecode`,
    http_logout_supported: true,
    frontchannel_logout_supported: true,
    end_session_endpoint: `${base}/oauth2/v2.0/logout`,
    tenant_region_scope: 'EU',
    cloud_instance_name: 'microsoftonline.com',
    cloud_graph_host_name: 'graph.windows.net',
    msgraph_host: new URL(urls.graph).host,
  };
}

/** Asked for by a client that was not told to leave it. */
export function instanceDiscovery({ urls, tenant }: Machine): JsonObject {
  const { host } = new URL(urls.authority);
  return {
    tenant_discovery_endpoint: `${urls.authority}/${tenant.facts.id}/v2.0/.well-known/openid-configuration`,
    'api-version': '1.1',
    metadata: [{ preferred_network: host, preferred_cache: host, aliases: [host] }],
  };
}

export function publicKeys(): JsonObject {
  const { kty, n, e, kid } = signingKey(entraKey).publicKey;
  return {
    keys: [
      { kty: kty ?? '', use: 'sig', kid: String(kid), x5t: String(kid), n: n ?? '', e: e ?? '' },
    ],
  };
}
