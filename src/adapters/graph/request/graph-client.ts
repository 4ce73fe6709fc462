import type { Context, GraphRequest, Middleware } from '@microsoft/microsoft-graph-client';
import * as z from 'zod';
import type { RawAnswer } from './classify-failure.ts';
import { AnswerShapeError } from './classify-failure.ts';
import { contentTypeOf } from './content-type.ts';
import type { GraphMethod } from './graph-url.ts';
import { once } from './once.ts';
import type { Https } from './send-https.ts';

export interface RequestToGraph {
  readonly method: GraphMethod;
  /** Below the version, or a page's whole address. */
  readonly url: string;
  readonly token: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: unknown;
  readonly signal: AbortSignal;
}

/** Sends one request once through Microsoft's client, and answers whatever came back. */
export type SendToGraph = (request: RequestToGraph) => Promise<RawAnswer>;

/**
 * Microsoft's client for addresses and bodies, without what it would do by itself: its retries send
 * writes again and cut Retry-After short, its sender knows no proxy, and its errors drop their causes.
 */
export function createGraphClient(baseUrl: string, https: Https): SendToGraph {
  const { origin } = new URL(baseUrl);
  // Loaded on first use: most runs have nothing to do with Entra.
  const load = once(() => import('@microsoft/microsoft-graph-client'));

  return async ({ method, url, token, headers, body, signal }) => {
    const { Client: client, ResponseType } = await load();
    const sender = new Sender(origin, https, token, signal);
    const request = client
      .initWithMiddleware({ baseUrl, middleware: sender })
      .api(url)
      .headers({ accept: 'application/json', ...headers })
      .responseType(ResponseType.RAW);
    try {
      await call(request, method, body);
    } catch (error) {
      throw sender.failure ?? error;
    }
    if (sender.response === null) throw new AnswerShapeError('no answer');
    return readRaw(sender.response);
  };
}

async function call(request: GraphRequest, method: GraphMethod, body: unknown): Promise<void> {
  switch (method) {
    case 'GET':
      await request.get();
      return;
    case 'DELETE':
      await request.delete();
      return;
    case 'POST':
      await request.post(body);
      return;
    case 'PATCH':
      await request.patch(body);
      return;
    case 'PUT':
      await request.put(body);
      return;
  }
}

/** What the client hands to the last link of its chain; its own types lean on a browser's. */
const sentByClient = z.object({
  request: z.string(),
  options: z.object({
    method: z.string(),
    headers: z.record(z.string(), z.string()),
    body: z.string().optional(),
  }),
});

/** The last and only link of the client's chain: adds the token where it may go, and sends. */
class Sender implements Middleware {
  response: Response | null = null;
  /** What was thrown in here: the client keeps no more of it than its message. */
  failure: Error | null = null;
  readonly #origin: string;
  readonly #https: Https;
  readonly #token: string;
  readonly #signal: AbortSignal;

  constructor(origin: string, https: Https, token: string, signal: AbortSignal) {
    this.#origin = origin;
    this.#https = https;
    this.#token = token;
    this.#signal = signal;
  }

  async execute(context: Context): Promise<void> {
    try {
      const { request: url, options } = sentByClient.parse(context);
      const { origin } = new URL(url);
      if (origin !== this.#origin) {
        throw new AnswerShapeError(`${origin} is not ${this.#origin}, and gets no token`);
      }
      this.response = await this.#https.send(url, {
        method: options.method,
        headers: { ...options.headers, authorization: `Bearer ${this.#token}` },
        body: options.body ?? null,
        signal: this.#signal,
      });
      context.response = this.response;
    } catch (error) {
      this.failure = error instanceof Error ? error : new Error(String(error));
      throw this.failure;
    }
  }
}

/** The body as JSON; as text where it is none, which only an error page may be. */
async function readRaw(response: Response): Promise<RawAnswer> {
  const text = await response.text();
  const header = (name: string): string | null => response.headers.get(name);
  if (text === '') return { status: response.status, header, body: null };
  try {
    const body: unknown = JSON.parse(text);
    return { status: response.status, header, body };
  } catch {
    // What was thrown quotes the body.
    if (response.ok) {
      throw new AnswerShapeError(
        `the answer, ${contentTypeOf({ header })}, is not JSON`,
        `HTTP ${response.status}`,
      );
    }
    return { status: response.status, header, body: text };
  }
}
