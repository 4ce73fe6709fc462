import type {
  ClientAssertionCredentialOptions,
  TokenCredential,
  TokenCredentialOptions,
} from '@azure/identity';
import type { Failure } from '../request/failure.ts';
import { once } from '../request/once.ts';
import type { Assertion } from './assertions.ts';
import type { Credential } from './choose-credential.ts';
import type { EntraHosts } from './entra-hosts.ts';
import { failureOfSignIn, type Seen } from './failure-of-sign-in.ts';

export interface TokenRequest {
  readonly credential: Credential;
  readonly assertion: Assertion | null;
  readonly tenantId: string;
  readonly hosts: EntraHosts;
  /** Certificates trusted instead of the machine's own. */
  readonly ca: string | null;
}

export type TokenAnswer =
  | { readonly token: string; readonly lifetime: number; readonly failure: null }
  | { readonly failure: Failure };

/** Milliseconds that Azure CLI may take, which is slow to start. */
const longestProcess = 25_000;

/** Loaded on first use: it is the largest thing in the program, and most runs need none of it. */
const load = once(() => import('@azure/identity'));

/**
 * Asks for an access token once. A credential is made each time, because Microsoft's library would
 * otherwise hand out a token that Graph refused, and keep a 5xx for a minute.
 */
export async function requestToken(
  request: TokenRequest,
  signal: AbortSignal,
): Promise<TokenAnswer> {
  const seen: Seen = { refused: null, error: null };
  try {
    const credential = await createCredential(request, watch(seen, signal));
    const answer = await credential.getToken(request.hosts.scope, { abortSignal: signal });
    if (answer === null) throw new Error('the answer holds no token');
    // By its length: the library counts on this machine's clock, and ours may be another.
    const lifetime = answer.expiresOnTimestamp - Date.now();
    return { token: answer.token, lifetime, failure: null };
  } catch (error) {
    return { failure: failureOfSignIn(error, seen) };
  }
}

type Policies = NonNullable<TokenCredentialOptions['additionalPolicies']>;

function watch(seen: Seen, signal: AbortSignal): Policies {
  return [
    {
      position: 'perCall',
      policy: {
        name: 'watch',
        async sendRequest(request, next) {
          // The library hears no signal of its caller's.
          request.abortSignal = signal;
          try {
            const answer = await next(request);
            const { status, headers, bodyAsText } = answer;
            const header = (name: string): string | null => headers.get(name) ?? null;
            const isRefused = status < 200 || status > 299;
            seen.refused = isRefused ? { status, header, body: bodyAsText ?? '' } : null;
            return answer;
          } catch (error) {
            seen.error = error;
            throw error;
          }
        },
      },
    },
  ];
}

async function createCredential(
  { credential, assertion, tenantId, hosts, ca }: TokenRequest,
  additionalPolicies: Policies,
): Promise<TokenCredential> {
  const { AzureCliCredential, ClientAssertionCredential, ClientSecretCredential } = await load();
  const options: ClientAssertionCredentialOptions = {
    authorityHost: hosts.authority,
    disableInstanceDiscovery: !hosts.isMicrosoft,
    retryOptions: { maxRetries: 0 },
    redirectOptions: { maxRetries: 0 },
    additionalPolicies,
    ...(ca !== null && { tlsOptions: { ca } }),
  };
  switch (credential.kind) {
    case 'secret':
      return new ClientSecretCredential(tenantId, credential.clientId, credential.secret, options);
    case 'token-file':
    case 'job': {
      const token = assertion?.token ?? '';
      // It is called twice for one token.
      const getAssertion = (): Promise<string> => Promise.resolve(token);
      return new ClientAssertionCredential(tenantId, credential.clientId, getAssertion, options);
    }
    case 'azure-cli':
      return new AzureCliCredential({ tenantId, processTimeoutInMs: longestProcess });
  }
}
