import { Agent, request } from 'node:https';

export interface HttpsOptions {
  readonly method: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | null;
  readonly signal: AbortSignal;
}

export interface Https {
  /** Sends once; follows no redirect, for the token must not go where an answer points. */
  send(url: string, options: HttpsOptions): Promise<Response>;
  /** Closes idle connections. */
  close(): void;
}

export interface HttpsSettings {
  /** Where the proxy variables are looked for. */
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly concurrency: number;
  /** Certificates trusted instead of the machine's own. */
  readonly ca?: string;
}

/** Statuses for which a Response with a body cannot be made. */
const withoutBody = new Set([204, 205, 304]);

/** Node's own client rather than fetch, which knows nothing of HTTPS_PROXY. */
export function createHttps({ env, concurrency, ca }: HttpsSettings): Https {
  const agent = new Agent({
    keepAlive: true,
    maxSockets: concurrency,
    proxyEnv: { ...env },
    ...(ca === undefined ? {} : { ca }),
  });
  return {
    send(url, { method, headers, body, signal }) {
      return new Promise((resolve, reject) => {
        const sending = request(url, { agent, method, headers, signal }, (message) => {
          const chunks: Buffer[] = [];
          message.on('data', (chunk: Buffer) => chunks.push(chunk));
          message.on('error', reject);
          message.on('end', () => {
            const status = message.statusCode ?? 0;
            const headersBack = new Headers();
            for (const [name, values] of Object.entries(message.headersDistinct)) {
              for (const value of values ?? []) headersBack.append(name, value);
            }
            const text = withoutBody.has(status) ? null : Buffer.concat(chunks).toString('utf8');
            try {
              resolve(new Response(text, { status, headers: headersBack }));
            } catch (error) {
              reject(error instanceof Error ? error : new Error(String(error)));
            }
          });
        });
        sending.on('error', reject);
        sending.end(body ?? undefined);
      });
    },
    close: () => agent.destroy(),
  };
}
