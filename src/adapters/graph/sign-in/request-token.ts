import type { ClientAssertionCredentialOptions, TokenCredential } from '@azure/identity';
import type { Failure } from '../request/failure.ts';
import { once } from '../request/once.ts';
import type { Assertion } from './assertions.ts';
import type { Credential } from './choose-credential.ts';
import type { EntraHosts } from './entra-hosts.ts';
import { failureOfSignIn } from './failure-of-sign-in.ts';
import { nothingSeen, watchAnswers } from './watch-answers.ts';

export interface TokenRequest {
  readonly credential: Credential;
  readonly assertion: Assertion | null;
  readonly tenantId: string;
  readonly hosts: EntraHosts;
  /** Certificates trusted instead of the machine's own. */
  readonly ca: string | null;
  /** Has a secret blacked out wherever this run writes. */
  readonly mask: (secret: string) => void;
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
  const seen = nothingSeen();
  try {
    const credential = await createCredential(request, watchAnswers(seen, signal, request.mask));
    const answer = await credential.getToken(request.hosts.scope, { abortSignal: signal });
    if (answer === null) throw new Error('the answer holds no token');
    // By its length: the library counts on this machine's clock, and ours may be another.
    const lifetime = answer.expiresOnTimestamp - Date.now();
    request.mask(answer.token);
    return { token: answer.token, lifetime, failure: null };
  } catch (error) {
    return { failure: failureOfSignIn(error, seen, secretsOf(request)) };
  }
}

/** What this request sends and nobody may read, whole and by the parts of a token. */
function secretsOf({ credential, assertion }: TokenRequest): readonly string[] {
  if (credential.kind === 'secret') return [credential.secret];
  return assertion === null ? [] : [assertion.token, ...assertion.token.split('.')];
}

async function createCredential(
  { credential, assertion, tenantId, hosts, ca }: TokenRequest,
  additionalPolicies: ReturnType<typeof watchAnswers>,
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
