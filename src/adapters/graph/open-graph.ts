import type { Clock } from '../../ports/clock.ts';
import type { EntraTarget } from '../../ports/connect-directory.ts';
import type { Journal } from '../../ports/journal.ts';
import { createGate } from './request/gate.ts';
import { createGraphClient } from './request/graph-client.ts';
import { GraphCaller } from './request/graph-caller.ts';
import { once } from './request/once.ts';
import { createHttps } from './request/send-https.ts';
import type { FetchIdToken } from './sign-in/assertions.ts';
import type { EntraAccess } from './sign-in/entra-access.ts';
import { entraHosts } from './sign-in/entra-hosts.ts';
import { SignIn } from './sign-in/sign-in.ts';

export interface GraphOptions {
  readonly target: EntraTarget;
  readonly access: EntraAccess;
  readonly fetchIdToken: FetchIdToken;
  readonly clock: Clock;
  /** For the proxy variables. */
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly journal?: Journal;
  /** Has a token blacked out wherever this run writes. */
  readonly mask?: (secret: string) => void;
  /** Certificates trusted instead of the machine's own, for servers of tests. */
  readonly ca?: string;
}

/** What readers and writers share: sign-in, connections, and how much is asked at once. */
export interface GraphConnection {
  readonly clock: Clock;
  /** An aborted `signal` rejects reads as `cancelled`, and starts no write. */
  caller(signal?: AbortSignal): GraphCaller;
  /** Closes idle connections and ends a sign-in that is under way. */
  close(): void;
}

/** Far below Graph's limits for a tenant, which others share. */
const concurrency = 6;

/** Opens nothing yet: the first question signs in. */
export function openGraph(options: GraphOptions): GraphConnection {
  const { target, access, fetchIdToken, clock, env, journal, mask, ca } = options;
  const closing = new AbortController();
  const gate = createGate(concurrency);
  const parts = once(() => {
    const hosts = entraHosts(target.cloud, access);
    const https = createHttps({ env, concurrency, ...(ca !== undefined && { ca }) });
    closing.signal.addEventListener('abort', () => https.close());
    const closed = closing.signal;
    const tokens = new SignIn({
      target,
      access,
      hosts,
      fetchIdToken,
      clock,
      ca: ca ?? null,
      mask: mask ?? (() => undefined),
      closed,
    });
    const send = createGraphClient(hosts.graph, https);
    const { origin } = new URL(hosts.graph);
    return { send, tokens, clock, journal: journal ?? null, gate, origin };
  });
  return {
    clock,
    caller: (signal) => new GraphCaller(parts, signal),
    close: () => closing.abort(),
  };
}
