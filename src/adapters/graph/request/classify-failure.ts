import * as z from 'zod';
import type { PortErrorKind } from '../../../ports/port-error.ts';
import { cleanText, cleanTextWithout } from './clean-text.ts';
import { contentTypeOf } from './content-type.ts';
import type { Failure, FailureClass } from './failure.ts';
import { TimeLimitError } from './with-time-limit.ts';

/** What came back, whether it is good news or not. */
export interface RawAnswer {
  readonly status: number;
  header(name: string): string | null;
  readonly body: unknown;
}

/** Thrown for an answer that is not what Microsoft documents; never with a word of it. */
export class AnswerShapeError extends Error {
  override readonly name: string;

  constructor(message: string, name = 'AnswerShapeError') {
    super(message);
    this.name = name;
  }
}

const text = z.string().optional().catch(undefined);

const graphError = z.object({
  error: z.object({
    code: text,
    message: text,
    innerError: z.object({ 'request-id': text }).optional().catch(undefined),
  }),
});

const kinds: ReadonlyMap<number, PortErrorKind> = new Map([
  [403, 'access-denied'],
  [404, 'not-found'],
  [409, 'conflict'],
  [410, 'not-found'],
  [412, 'conflict'],
]);

const duplicate = /already exists/i;

/**
 * Reads an answer that is no success: 2xx never comes here. Only an error of Graph's own form is quoted,
 * without the `secrets` that were sent; anything else may repeat what was sent, or be anybody's.
 */
export function failureOfAnswer(answer: RawAnswer, secrets: readonly string[] = []): Failure {
  const read = graphError.safeParse(answer.body);
  const said = read.success ? read.data.error : {};
  const verdict = judge(answer.status, said.code ?? '', said.message ?? '');
  const message = said.message ?? '';
  return {
    ...verdict,
    status: answer.status,
    name: cleanTextWithout(secrets, said.code ?? `HTTP ${answer.status}`),
    text: message === '' ? `the answer${whyUnread(answer)}` : cleanTextWithout(secrets, message),
    retryAfter: secondsOf(answer.header('retry-after')),
    requestId: cleanedId(said.innerError?.['request-id'] ?? answer.header('request-id')),
    cause: null,
  };
}

function whyUnread(answer: RawAnswer): string {
  if (answer.body === null || answer.body === undefined) return ' is empty';
  const why = typeof answer.body === 'string' ? 'is not JSON' : 'names no error';
  return `, ${contentTypeOf(answer)}, ${why}`;
}

type Verdict = { readonly class: FailureClass; readonly refusal: PortErrorKind | null };

function judge(status: number, code: string, message: string): Verdict {
  const plain = (name: FailureClass): Verdict => ({ class: name, refusal: null });
  const final = (refusal: PortErrorKind): Verdict => ({ class: 'final', refusal });
  if (status === 401) return plain('token');
  if (status === 429 || status === 509) return plain('throttled');
  // 424 is an item of a batch whose neighbour failed; ours depend on none, so it was not tried.
  if (status === 503 || status === 424) return plain('busy');
  if (status >= 500) return plain('server');
  if (/quota/i.test(code)) return final('quota');
  if (status === 400 && duplicate.test(message)) return final('conflict');
  const kind = kinds.get(status);
  if (kind !== undefined) return final(kind);
  // Neither Entra nor Graph redirects; whoever does stands between, and gets no token from us.
  return final(status < 400 ? 'bad-answer' : 'invalid');
}

const networkError = z.object({ name: text, message: text, code: text, hostname: text });

/** Nothing was sent: no name, no route, no connection, no proxy. */
const notSent =
  /^(?:ENOTFOUND|EAI_AGAIN|EAI_FAIL|ECONNREFUSED|EHOSTUNREACH|ENETUNREACH|ENETDOWN|EADDRNOTAVAIL|ERR_PROXY_)/;
/** Nothing was sent either, and another try would find the same certificate. */
const untrusted =
  /^(?:ERR_TLS_|ERR_SSL_|CERT_|UNABLE_TO_|DEPTH_ZERO_|SELF_SIGNED_|EPROTO|HOSTNAME_MISMATCH)/;

/** Reads what Node, our time limit or our own reading of an answer threw. */
export function failureOfError(error: unknown): Failure {
  const { verdict, name, message } = readError(error);
  return {
    ...verdict,
    status: null,
    name: cleanText(name),
    text: cleanText(message),
    retryAfter: null,
    requestId: null,
    cause: error,
  };
}

function readError(error: unknown): { verdict: Verdict; name: string; message: string } {
  const chain = causes(error);
  const known = chain.find(({ code }) => code !== undefined) ?? chain[0] ?? {};
  const name = known.code ?? known.name ?? 'UnknownError';
  const message = known.message ?? String(error);
  const verdict = (how: FailureClass, refusal: PortErrorKind | null = null) => ({
    verdict: { class: how, refusal },
    name,
    message,
  });
  if (error instanceof TimeLimitError) return verdict('lost');
  if (error instanceof AnswerShapeError) return verdict('bad-answer');
  if (notSent.test(name)) return verdict('not-sent');
  if (untrusted.test(name)) return verdict('final', 'unavailable');
  return verdict('lost');
}

function causes(error: unknown): readonly z.output<typeof networkError>[] {
  const chain: z.output<typeof networkError>[] = [];
  let at = error;
  while (at instanceof Error && chain.length < 6) {
    const read = networkError.safeParse(at);
    if (read.success) chain.push(read.data);
    at = at instanceof AggregateError ? at.errors[0] : at.cause;
  }
  return chain;
}

/** Only the form in seconds: Microsoft sends no other. */
function secondsOf(header: string | null): number | null {
  return header !== null && /^\d{1,6}$/.test(header.trim()) ? Number(header) * 1000 : null;
}

function cleanedId(id: string | null): string | null {
  return id !== null && /^[\w-]{1,64}$/.test(id) ? id : null;
}
