import { inspect } from 'node:util';
import { onTestFinished } from 'vitest';
import { createDirectoryReader } from '../../../../src/adapters/graph/create-directory-reader.ts';
import { openGraph } from '../../../../src/adapters/graph/open-graph.ts';
import type { EntraAccess } from '../../../../src/adapters/graph/sign-in/entra-access.ts';
import { PortError } from '../../../../src/ports/port-error.ts';
import { type Asked, type Reply, serveHttps } from './serve-https.ts';
import { TestClock } from './test-clock.ts';

export interface SignInTried {
  readonly error: PortError;
  /** Everything that the error holds, causes and all. */
  readonly whole: string;
  /** What the runner was asked to black out. */
  readonly masked: readonly string[];
  readonly asked: readonly Asked[];
  readonly clock: TestClock;
}

interface Replies {
  /** An honest one unless a test says otherwise. */
  readonly discovery?: Reply;
  readonly token?: Reply;
}

const tenantId = '11111111-2222-3333-4444-555555555555';

/** Signs in at a server that answers as a test says, and fails as it should. */
export async function trySignIn(
  replies: Replies,
  access: Partial<EntraAccess> = {},
  idToken = 'job.token.signature',
): Promise<SignInTried> {
  const { asked, url, ca } = await serveHttps((one, _nth, base) => {
    if (one.method === 'POST') return replies.token ?? {};
    return replies.discovery ?? { body: discoveryOf(base) };
  });
  const clock = new TestClock();
  const masked: string[] = [];
  const connection = openGraph({
    target: { tenantId, cloud: 'public' },
    access: {
      clientId: '99999999-8888-7777-6666-555555555555',
      tenantId: null,
      environmentTenantId: null,
      clientSecret: null,
      tokenFile: null,
      authorityHost: url,
      graphEndpoint: url,
      idToken: 'available',
      ...access,
    },
    fetchIdToken: () => Promise.resolve(idToken),
    clock,
    env: {},
    ca,
    mask: (secret) => masked.push(secret),
  });
  onTestFinished(() => connection.close());
  const thrown: unknown = await createDirectoryReader(connection)
    .findGroups(['Admins'])
    .catch((error: unknown) => error);
  if (!(thrown instanceof PortError)) throw new Error(`it did not fail: ${inspect(thrown)}`);
  const whole = inspect(thrown, { depth: 12, showHidden: true });
  return { error: thrown, whole, masked, asked, clock };
}

function discoveryOf(base: string): unknown {
  const own = `${base}/${tenantId}`;
  return {
    token_endpoint: `${own}/oauth2/v2.0/token`,
    issuer: `${own}/v2.0`,
    authorization_endpoint: `${own}/oauth2/v2.0/authorize`,
    jwks_uri: `${own}/discovery/v2.0/keys`,
  };
}
