import { onTestFinished } from 'vitest';
import * as z from 'zod';
import type { AccessToken } from '../../../../src/adapters/graph/request/access-tokens.ts';
import { createGate } from '../../../../src/adapters/graph/request/gate.ts';
import { GraphCaller } from '../../../../src/adapters/graph/request/graph-caller.ts';
import { createGraphClient } from '../../../../src/adapters/graph/request/graph-client.ts';
import { createHttps } from '../../../../src/adapters/graph/request/send-https.ts';
import { type Asked, type Reply, serveHttps } from './serve-https.ts';
import { TestClock } from './test-clock.ts';

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
  const { asked, url, ca } = await serveHttps(reply);
  const https = createHttps({ env: {}, concurrency: 6, ca });
  onTestFinished(() => https.close());
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
