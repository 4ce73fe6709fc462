import type { JsonObject } from '../../aws/json.ts';
import type { Machine } from '../machine.ts';
import type { Client } from '../world/state.ts';
import { issueToken } from './access-token.ts';
import { checkAssertion } from './check-assertion.ts';
import { TokenError } from './token-error.ts';

const assertionType = 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer';

export interface TokenAnswer {
  readonly client: Client;
  readonly body: JsonObject;
}

/** The client credentials flow, with a secret or with a federated assertion. */
export function answerTokenRequest(machine: Machine, form: URLSearchParams): TokenAnswer {
  const grant = required(form, 'grant_type');
  if (grant !== 'client_credentials') {
    throw new TokenError(
      'unsupported_grant_type',
      70003,
      `The app requested an unsupported grant type '${grant}'.`,
      { invalid: true },
    );
  }
  const client = findClient(machine, required(form, 'client_id'));
  const scope = required(form, 'scope');
  const assertion = form.get('client_assertion');
  authenticate(machine, client, form);
  requireScope(machine, scope);
  const { token, lifetime } = issueToken(machine, client, assertion !== null);
  return {
    client,
    body: {
      token_type: 'Bearer',
      expires_in: lifetime,
      ext_expires_in: lifetime,
      access_token: token,
    },
  };
}

function findClient({ tenant }: Machine, appId: string): Client {
  const client = tenant.clients.get(appId);
  if (client === undefined) {
    throw new TokenError(
      'unauthorized_client',
      700016,
      `Application with identifier '${appId}' was not found in the directory '${tenant.facts.displayName}'. This can happen if the application has not been installed by the administrator of the tenant or consented to by any user in the tenant. You may have sent your authentication request to the wrong tenant.`,
    );
  }
  if (!client.enabled) {
    throw new TokenError(
      'unauthorized_client',
      7000112,
      `Application '${appId}'(${client.name}) is disabled.`,
    );
  }
  return client;
}

function authenticate(machine: Machine, client: Client, form: URLSearchParams): void {
  const assertion = form.get('client_assertion');
  const secret = form.get('client_secret');
  if (assertion !== null) {
    if (required(form, 'client_assertion_type') !== assertionType) {
      throw new TokenError(
        'invalid_request',
        900144,
        `The request body must contain the following parameter: 'client_assertion_type' with value '${assertionType}'.`,
        { invalid: true },
      );
    }
    checkAssertion(machine, client, assertion);
    return;
  }
  if (secret === null) {
    throw new TokenError(
      'invalid_client',
      7000216,
      "'client_assertion', 'client_secret' or 'request' is required for the 'client_credentials' grant type.",
      { invalid: true },
    );
  }
  const known = client.secrets.find(({ value }) => value === secret);
  if (known === undefined) {
    throw new TokenError(
      'invalid_client',
      7000215,
      `Invalid client secret provided. Ensure the secret being sent in the request is the client secret value, not the client secret ID, for a secret added to app '${client.appId}'.`,
    );
  }
  if (known.expiresAt <= machine.clock.now()) {
    throw new TokenError(
      'invalid_client',
      7000222,
      `The provided client secret keys for app '${client.appId}' are expired. Visit the Azure portal to create new keys for your app: https://aka.ms/NewClientSecret, or consider using certificate credentials for added security: https://aka.ms/certCreds.`,
    );
  }
}

function requireScope({ urls, tenant }: Machine, scope: string): void {
  if (!scope.endsWith('/.default')) {
    throw new TokenError(
      'invalid_scope',
      1002012,
      `The provided value for scope ${scope} is not valid. Client credential flows must have a scope value with /.default suffixed to the resource identifier (application ID URI).`,
      { invalid: true },
    );
  }
  const resource = scope.slice(0, -'/.default'.length);
  if (resource.replace(/\/$/, '') === urls.graph) return;
  throw new TokenError(
    'invalid_resource',
    500011,
    `The resource principal named ${resource} was not found in the tenant named ${tenant.facts.displayName}. This can happen if the application has not been installed by the administrator of the tenant or consented to by any user in the tenant. You might have sent your authentication request to the wrong tenant.`,
  );
}

function required(form: URLSearchParams, name: string): string {
  const value = form.get(name);
  if (value !== null && value !== '') return value;
  throw new TokenError(
    'invalid_request',
    900144,
    `The request body must contain the following parameter: '${name}'.`,
    { invalid: true },
  );
}
