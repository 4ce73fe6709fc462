import type * as z from 'zod';
import type { Clock } from '../../../ports/clock.ts';
import type { Journal } from '../../../ports/journal.ts';
import type { AccessToken, AccessTokens } from './access-tokens.ts';
import { cancellable, throwIfCancelled } from './cancellable.ts';
import {
  AnswerShapeError,
  failureOfAnswer,
  failureOfError,
  type RawAnswer,
} from './classify-failure.ts';
import type { Failure } from './failure.ts';
import type { createGate } from './gate.ts';
import type { SendToGraph } from './graph-client.ts';
import type { GraphPermission } from './graph-permissions.ts';
import type { GraphMethod } from './graph-url.ts';
import { decideRetry, type Effect } from './retry-policy.ts';
import { toPortError } from './to-port-error.ts';
import { withTimeLimit } from './with-time-limit.ts';

/** One HTTP request to Graph, with what its errors are to say. */
export interface Exchange<Answer extends z.ZodType> {
  readonly action: string;
  readonly permission: GraphPermission;
  readonly method: GraphMethod;
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: unknown;
  readonly effect: Effect;
  readonly timeLimit: number;
  readonly answer: Answer;
}

export interface ExchangeOptions {
  readonly send: SendToGraph;
  readonly tokens: AccessTokens;
  readonly clock: Clock;
  readonly journal: Journal | null;
  readonly gate: ReturnType<typeof createGate>;
}

export type Outcome<Answer> =
  | { readonly answer: Answer; readonly failure: null }
  | { readonly answer: null; readonly failure: Failure };

/** A shorter wait is not worth a line of the log. */
const noticedWait = 5000;

/**
 * Sends it, again where that helps, until there is an answer; rejects with PortError. An aborted
 * `signal` ends a read at once; a write on the wire is waited for, and not sent again.
 */
export async function exchange<Answer extends z.ZodType>(
  options: ExchangeOptions,
  request: Exchange<Answer>,
  signal: AbortSignal | undefined,
): Promise<{ readonly answer: z.output<Answer>; readonly token: AccessToken }> {
  const { clock, tokens } = options;
  const { action, permission, effect } = request;
  let spent = 0;
  let renewed = false;
  for (let attempt = 1; ; attempt += 1) {
    throwIfCancelled(action, signal);
    const token = await tokens.get(signal);
    const outcome = await options.gate(async () => {
      throwIfCancelled(action, signal);
      const started = clock.now();
      const result = await sendOnce(options, request, token, signal);
      spent += clock.now() - started;
      return result;
    });
    if (outcome.failure === null) return { answer: outcome.answer, token };
    if (effect === 'read') throwIfCancelled(action, signal);
    if (outcome.failure.class === 'token' && !renewed) {
      renewed = true;
      tokens.discard(token);
      continue;
    }
    const decision = decideRetry(outcome.failure, effect, attempt, spent);
    if ('giveUp' in decision) {
      const call = { action, permission, attempts: attempt, token };
      throw toPortError(decision.giveUp, outcome.failure, call);
    }
    spent += decision.retryIn;
    await pause(options, decision.retryIn, action, signal);
  }
}

/** Waits on behalf of a call, and says so where people would wonder. */
export async function pause(
  { clock, journal }: ExchangeOptions,
  milliseconds: number,
  action: string,
  signal: AbortSignal | undefined,
): Promise<void> {
  if (milliseconds >= noticedWait) {
    const seconds = Math.ceil(milliseconds / 1000);
    journal?.progress(`Microsoft Graph is busy: ${action} waits for ${seconds} s`);
  }
  await cancellable(clock.sleep(milliseconds, signal), action, signal);
}

async function sendOnce<Answer extends z.ZodType>(
  { send, clock }: ExchangeOptions,
  { method, url, headers, body, effect, timeLimit, answer }: Exchange<Answer>,
  { token }: AccessToken,
  signal: AbortSignal | undefined,
): Promise<Outcome<z.output<Answer>>> {
  const stop = effect === 'read' ? signal : undefined;
  try {
    const raw = await withTimeLimit(clock, timeLimit, stop, (attempt) =>
      send({ method, url, token, headers, body, signal: attempt }),
    );
    return readAnswer(raw, answer, token);
  } catch (error) {
    return { answer: null, failure: failureOfError(error) };
  }
}

/** An answer as its schema reads it, or why it is none. */
export function readAnswer<Answer extends z.ZodType>(
  raw: RawAnswer,
  schema: Answer,
  token: string,
): Outcome<z.output<Answer>> {
  if (raw.status < 200 || raw.status > 299) {
    return { answer: null, failure: failureOfAnswer(raw, [token]) };
  }
  const parsed = schema.safeParse(raw.body);
  if (parsed.success) return { answer: parsed.data, failure: null };
  const issues = parsed.error.issues
    .slice(0, 3)
    .map((issue) => `${issue.path.join('.')}: ${issue.message}`);
  return { answer: null, failure: failureOfError(new AnswerShapeError(issues.join('; '))) };
}
