import * as z from 'zod';
import type { Json } from '../../../aws/json.ts';
import type { Reply } from '../../reply.ts';
import type { Inbound } from '../exchange.ts';
import { badRequest } from '../graph-error.ts';

const most = 20;

const step = z.object({
  id: z.string(),
  method: z.string(),
  url: z.string(),
  headers: z.record(z.string(), z.string()).optional(),
  body: z.json().optional(),
  dependsOn: z.array(z.string()).optional(),
});
const batch = z.object({ requests: z.array(step).min(1) });
type Step = z.output<typeof step>;

/** Does every step of a batch by itself; the answers come in any order. */
export function answerBatch(
  body: Json | undefined,
  isReversed: boolean,
  answer: (inbound: Inbound) => Reply,
): Reply {
  const parsed = batch.safeParse(body);
  if (!parsed.success)
    throw badRequest(`Invalid batch payload format: ${z.prettifyError(parsed.error)}`);
  const { requests } = parsed.data;
  check(requests);
  const answers = new Map<string, Reply>();
  for (const one of requests) {
    const failed = one.dependsOn?.find((id) => (answers.get(id)?.status ?? 500) >= 400);
    answers.set(one.id, failed === undefined ? answer(inbound(one)) : dependencyFailed(failed));
  }
  const responses = [...answers].map(([id, { status, body: content, headers }]) => ({
    id,
    status,
    headers: {
      ...headers,
      ...(content !== undefined && {
        'Content-Type': typeof content === 'string' ? 'text/plain' : 'application/json',
      }),
    },
    // What is no JSON comes as base64.
    body: typeof content === 'string' ? Buffer.from(content).toString('base64') : (content ?? null),
  }));
  return { status: 200, body: { responses: isReversed ? responses.toReversed() : responses } };
}

function check(requests: readonly Step[]): void {
  if (requests.length > most) {
    throw badRequest(`Number of batch request steps exceeds the maximum value of ${most}.`);
  }
  const ids = requests.map(({ id }) => id.toLowerCase());
  if (new Set(ids).size < ids.length) throw badRequest('Request Id values have to be unique.');
  for (const [index, { id, url, method, body, headers, dependsOn }] of requests.entries()) {
    if (/^https?:/i.test(url)) throw badRequest(`The url of request ${id} has to be relative.`);
    const type = Object.entries(headers ?? {}).find(
      ([name]) => name.toLowerCase() === 'content-type',
    );
    if (body !== undefined && type === undefined) {
      throw badRequest(`Write request id : ${id} does not contain Content-Type header or body.`);
    }
    if (method.toUpperCase() === 'GET' && body !== undefined) {
      throw badRequest(`GET request id : ${id} must not have a body.`);
    }
    const before = requests.slice(0, index).map((one) => one.id);
    if (dependsOn?.some((other) => !before.includes(other)) === true) {
      throw badRequest(`Request id : ${id} depends on a request that does not come before it.`);
    }
  }
}

function inbound({ method, url, headers, body }: Step): Inbound {
  return {
    method: method.toUpperCase(),
    target: url.startsWith('/') ? url : `/${url}`,
    headers: Object.fromEntries(
      Object.entries(headers ?? {}).map(([name, value]) => [name.toLowerCase(), value]),
    ),
    body,
    isBatched: true,
  };
}

function dependencyFailed(id: string): Reply {
  const message = `The request depends on request ${id}, which failed.`;
  return { status: 424, body: { error: { code: 'FailedDependency', message } } };
}
