import { createServer } from 'node:https';
import { onTestFinished } from 'vitest';
import * as z from 'zod';
import type { AccessToken } from '../../../../src/adapters/graph/request/access-tokens.ts';
import { createGate } from '../../../../src/adapters/graph/request/gate.ts';
import { GraphCaller } from '../../../../src/adapters/graph/request/graph-caller.ts';
import { createGraphClient } from '../../../../src/adapters/graph/request/graph-client.ts';
import { createHttps } from '../../../../src/adapters/graph/request/send-https.ts';
import { makeCertificates } from '../../../../src/simulator/entra/tls/make-certificates.ts';
import { TestClock } from './test-clock.ts';

export interface Asked {
  readonly method: string;
  /** Path and query. */
  readonly url: string;
  readonly headers: Readonly<Record<string, unknown>>;
  readonly body: string;
}

export type Reply =
  | {
      readonly status?: number;
      readonly headers?: Readonly<Record<string, string>>;
      /** Text word for word, anything else as JSON. */
      readonly body?: unknown;
    }
  | 'reset'
  | 'silence';

export interface Served {
  readonly graph: GraphCaller;
  readonly clock: TestClock;
  readonly asked: readonly Asked[];
  readonly url: string;
  /** Access tokens that were given back. */
  readonly discarded: readonly string[];
  readonly progress: readonly string[];
}

/** A caller on a server that answers as a test says: for what no honest simulator would say. */
export async function serveGraph(
  reply: (asked: Asked, nth: number, url: string) => Reply,
  options: { readonly signal?: AbortSignal; readonly permissions?: readonly string[] } = {},
): Promise<Served> {
  const asked: Asked[] = [];
  const certificates = makeCertificates();
  const keys = { cert: certificates.certificate, key: certificates.key };
  let url = '';
  const server = createServer(keys, (request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const { method = '', headers } = request;
      const one = {
        method,
        url: request.url ?? '',
        headers,
        body: Buffer.concat(chunks).toString(),
      };
      asked.push(one);
      const answer = reply(one, asked.length, url);
      if (answer === 'silence') return;
      if (answer === 'reset') {
        request.socket.destroy();
        return;
      }
      const { status = 200, body } = answer;
      response.writeHead(status, { 'content-type': 'application/json', ...answer.headers });
      response.end(typeof body === 'string' ? body : JSON.stringify(body));
    });
  });
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  url = `https://localhost:${address.port}`;
  const https = createHttps({ env: {}, concurrency: 6, ca: certificates.authority });
  onTestFinished(() => {
    https.close();
    server.closeAllConnections();
    server.close();
  });
  const clock = new TestClock();
  const discarded: string[] = [];
  const progress: string[] = [];
  const tokens = {
    get: (): Promise<AccessToken> =>
      Promise.resolve({
        token: `token-${discarded.length + 1}`,
        permissions: options.permissions ?? [],
        isPersonal: false,
      }),
    discard: ({ token }: AccessToken) => {
      discarded.push(token);
    },
  };
  const journal = { progress: (line: string) => progress.push(line), warn: () => undefined };
  const send = createGraphClient(url, https);
  const parts = { send, tokens, clock, journal, gate: createGate(6), origin: url };
  return {
    graph: new GraphCaller(() => parts, options.signal),
    clock,
    asked,
    url,
    discarded,
    progress,
  };
}

const batch = z.object({
  requests: z.array(
    z.object({
      id: z.string(),
      method: z.literal('GET'),
      url: z.string(),
      headers: z.record(z.string(), z.string()).default({}),
    }),
  ),
});

export type BatchItem = z.output<typeof batch>['requests'][number];

/** Answers each item of a batch, last one first. */
export function answerBatch(
  { body }: Asked,
  answer: (item: BatchItem, place: number) => Exclude<Reply, string>,
): Reply {
  const { requests } = batch.parse(JSON.parse(body));
  const responses = requests.map((item, place) => {
    const { status = 200, headers = {}, body: own } = answer(item, place);
    return { id: item.id, status, headers, body: own };
  });
  return { body: { responses: responses.toReversed() } };
}
