import type * as z from 'zod';
import { PortError } from '../../../ports/port-error.ts';
import { batchSize } from './batch.ts';
import { exchange, type ExchangeOptions } from './exchange.ts';
import { findBatch } from './find-batch.ts';
import {
  actionOf,
  type GraphCall,
  type GraphList,
  headersOf,
  longestAttempt,
} from './graph-call.ts';
import { permissionOf } from './graph-permissions.ts';
import { methodOf, relativeUrl } from './graph-url.ts';
import { type Page, pageOf } from './page-of.ts';

export interface GraphCallerOptions extends ExchangeOptions {
  /** Graph's origin: no page is followed away from it. */
  readonly origin: string;
}

/**
 * Every request to Microsoft Graph goes through one of these: within bounds, with every value encoded,
 * answers checked, throttling waited out, and only PortErrors let out.
 */
export class GraphCaller {
  readonly #open: () => GraphCallerOptions;
  readonly #signal: AbortSignal | undefined;

  /** `open` is asked with the first question, and may throw PortError. */
  constructor(open: () => GraphCallerOptions, signal?: AbortSignal) {
    this.#open = open;
    this.#signal = signal;
  }

  /** Signs in where nobody has yet; what the token allows, as it says itself; null where it cannot be read. */
  async permissions(): Promise<readonly string[] | null> {
    return (await this.#open().tokens.get(this.#signal)).permissions;
  }

  /** One answer as its schema reads it. */
  async call<Answer extends z.ZodType>(call: GraphCall<Answer>): Promise<z.output<Answer>> {
    const method = methodOf(call.route);
    const { answer } = await exchange(
      this.#open(),
      {
        action: actionOf(call),
        permission: permissionOf(call.route),
        method,
        url: relativeUrl(call.route, call.parameters, call.query),
        headers: headersOf(call.query),
        body: call.body,
        effect: call.effect ?? (method === 'GET' ? 'read' : 'write'),
        timeLimit: call.timeLimit ?? longestAttempt,
        answer: call.answer,
      },
      this.#signal,
    );
    return answer;
  }

  /** Like `call`; null where Graph says that there is no such thing. */
  async find<Answer extends z.ZodType>(call: GraphCall<Answer>): Promise<z.output<Answer> | null> {
    return nullIfGone(this.call(call));
  }

  /** Every page of a list. */
  async list<Item extends z.ZodType>(list: GraphList<Item>): Promise<z.output<Item>[]> {
    const first = await this.call({ ...list, answer: pageOf(list.item) });
    return this.#followPages(list, first);
  }

  /** Many GETs, twenty in a request: an answer for each, in order; null where there is no such thing. */
  async findEach<Answer extends z.ZodType>(
    calls: readonly GraphCall<Answer>[],
  ): Promise<(z.output<Answer> | null)[]> {
    const batches = chunksOf(calls, batchSize);
    const answers = await Promise.all(
      batches.map((batch) => findBatch(this.#open(), batch, this.#signal)),
    );
    return answers.flat();
  }

  /** Many lists, every page of each, in order; null where there is nothing that could have a list. */
  async listEach<Item extends z.ZodType>(
    lists: readonly GraphList<Item>[],
  ): Promise<(z.output<Item>[] | null)[]> {
    const calls = lists.map((list) => ({ ...list, answer: pageOf(list.item) }));
    const first = await this.findEach(calls);
    return Promise.all(
      lists.map(async (list, place) => {
        const page = first[place] ?? null;
        // What is deleted between two pages has no list any more.
        return page === null ? null : nullIfGone(this.#followPages(list, page));
      }),
    );
  }

  async #followPages<Item extends z.ZodType>(
    list: GraphList<Item>,
    first: Page<z.output<Item>>,
  ): Promise<z.output<Item>[]> {
    const items = [...first.items];
    const seen = new Set<string>();
    const { atMost = Infinity } = list;
    for (let { next } = first; next !== null && items.length <= atMost;) {
      this.#mayFollow(next, list, seen);
      const { answer } = await exchange(
        this.#open(),
        {
          action: actionOf(list),
          permission: permissionOf(list.route),
          method: 'GET',
          url: next,
          // Graph leaves it out of the link, and without it the next page is another query's.
          headers: headersOf(list.query),
          body: undefined,
          effect: 'read',
          timeLimit: longestAttempt,
          answer: pageOf(list.item),
        },
        this.#signal,
      );
      for (const item of answer.items) items.push(item);
      ({ next } = answer);
    }
    return items;
  }

  #mayFollow(next: string, list: GraphList, seen: Set<string>): void {
    const action = actionOf(list);
    const origin = URL.parse(next)?.origin ?? 'no address';
    if (origin !== this.#open().origin) {
      throw new PortError(
        'bad-answer',
        action,
        `${action}: the next page is at ${origin}, and the token goes to ${this.#open().origin} alone`,
        { help: 'if MICROSOFT_GRAPH_ENDPOINT names a gateway, let it rewrite @odata.nextLink' },
      );
    }
    if (seen.has(next)) {
      throw new PortError('bad-answer', action, `${action}: a page names itself as the next`);
    }
    seen.add(next);
  }
}

async function nullIfGone<Value>(asking: Promise<Value>): Promise<Value | null> {
  try {
    return await asking;
  } catch (error) {
    if (error instanceof PortError && error.kind === 'not-found') return null;
    throw error;
  }
}

function chunksOf<Item>(items: readonly Item[], size: number): Item[][] {
  return Array.from({ length: Math.ceil(items.length / size) }, (_none, at) =>
    items.slice(at * size, (at + 1) * size),
  );
}
