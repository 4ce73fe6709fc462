import type * as z from 'zod';
import type { AccessToken } from './access-tokens.ts';
import { batchAnswers, batchBody } from './batch.ts';
import { exchange, type ExchangeOptions, pause, readAnswer } from './exchange.ts';
import type { Failure } from './failure.ts';
import { actionOf, type GraphCall, headersOf, longestAttempt } from './graph-call.ts';
import { permissionOf } from './graph-permissions.ts';
import { relativeUrl } from './graph-url.ts';
import { decideRetry } from './retry-policy.ts';
import { toPortError } from './to-port-error.ts';

/**
 * Up to twenty GETs in one request; null for what does not exist. Graph throttles each item by
 * itself inside a 200, so that those alone are sent again, after their wait.
 */
export async function findBatch<Answer extends z.ZodType>(
  options: ExchangeOptions,
  calls: readonly GraphCall<Answer>[],
  signal: AbortSignal | undefined,
): Promise<(z.output<Answer> | null)[]> {
  const { clock, tokens } = options;
  const answers = new Map<GraphCall<Answer>, z.output<Answer> | null>();
  let open = calls;
  let renewed = false;
  let spent = 0;
  for (let attempt = 1; ; attempt += 1) {
    const started = clock.now();
    const { answer: raws, token } = await sendBatch(options, open, signal);
    spent += clock.now() - started;
    const failed: { readonly call: GraphCall<Answer>; readonly failure: Failure }[] = [];
    for (const [place, call] of open.entries()) {
      const raw = raws[place];
      if (raw === undefined) continue;
      const { answer, failure } = readAnswer(raw, call.answer, token.token);
      if (failure === null) answers.set(call, answer);
      else if (meansNull(call, failure, token)) answers.set(call, null);
      else failed.push({ call, failure });
    }
    const [first] = failed;
    if (first === undefined) return calls.map((call) => answers.get(call) ?? null);
    const stale: boolean = !renewed && failed.some(({ failure }) => failure.class === 'token');
    if (stale) tokens.discard(token);
    renewed ||= stale;
    const waits = failed
      .filter(({ failure }) => !stale || failure.class !== 'token')
      .map(({ call, failure }) => retryIn(call, failure, { attempt, spent, token }));
    const wait = Math.max(0, ...waits);
    spent += wait;
    if (wait > 0) await pause(options, wait, actionOf(first.call), signal);
    open = failed.map(({ call }) => call);
  }
}

function meansNull(
  { deniedDespite }: GraphCall,
  { refusal }: Failure,
  { permissions }: AccessToken,
): boolean {
  if (refusal === 'not-found') return true;
  if (deniedDespite === undefined || refusal !== 'access-denied') return false;
  return permissions === null || deniedDespite.some((one) => permissions.includes(one));
}

function retryIn(
  call: GraphCall,
  failure: Failure,
  at: { readonly attempt: number; readonly spent: number; readonly token: AccessToken },
): number {
  const decision = decideRetry(failure, 'read', at.attempt, at.spent);
  if ('retryIn' in decision) return decision.retryIn;
  throw toPortError(decision.giveUp, failure, {
    action: actionOf(call),
    permission: permissionOf(call.route),
    attempts: at.attempt,
    token: at.token,
  });
}

function sendBatch(
  options: ExchangeOptions,
  calls: readonly GraphCall[],
  signal: AbortSignal | undefined,
) {
  const [first] = calls;
  if (first === undefined) throw new Error('a batch of nothing');
  const items = calls.map((call) => ({
    method: 'GET' as const,
    url: relativeUrl(call.route, call.parameters, call.query),
    headers: headersOf(call.query),
  }));
  return exchange(
    options,
    {
      action: actionOf(first),
      permission: permissionOf(first.route),
      method: 'POST',
      url: '/$batch',
      headers: {},
      body: batchBody(items),
      effect: 'read',
      timeLimit: 2 * longestAttempt,
      answer: batchAnswers(calls.length),
    },
    signal,
  );
}
