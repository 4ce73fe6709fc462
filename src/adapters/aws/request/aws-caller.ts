import type * as z from 'zod';
import type { Clock } from '../../../ports/clock.ts';
import type { Journal } from '../../../ports/journal.ts';
import { PortError, type PortErrorKind } from '../../../ports/port-error.ts';
import { type AwsService, iamAction } from './aws-service.ts';
import { AnswerShapeError, classifyFailure } from './classify-failure.ts';
import { type Failure, isBusy } from './failure.ts';
import type { RequestBudget } from './request-budget.ts';
import { decideRetry, type Effect } from './retry-policy.ts';
import type { ServiceBudgets } from './service-budgets.ts';
import { toPortError } from './to-port-error.ts';
import type { Turn } from './turn-queue.ts';
import { withTimeLimit } from './with-time-limit.ts';

/** One operation of AWS, not sent yet. */
export interface AwsRequest<Answer extends z.ZodType> {
  readonly service: AwsService;
  /** As AWS's model names it: `ListInstances`. */
  readonly operation: string;
  readonly effect: Effect;
  readonly turn: Turn;
  /** Sends it once through the SDK. */
  readonly send: (options: { readonly abortSignal: AbortSignal }) => Promise<unknown>;
  /** What the answer must hold; the SDK promises nothing. */
  readonly answer: Answer;
  /** Told that AWS has too much of this kind under way; it is sent again all the same. */
  readonly onBusy?: (() => void) | undefined;
}

/** One attempt that ended, for progress and measurements. */
export interface RequestEvent {
  readonly service: AwsService;
  readonly operation: string;
  /** From 1. */
  readonly attempt: number;
  readonly outcome: 'succeeded' | Failure['class'];
  /** On the wire, by the clock. */
  readonly milliseconds: number;
}

export interface AwsCallerOptions {
  readonly clock: Clock;
  readonly region: string;
  readonly budgets: ServiceBudgets;
  readonly journal: Journal | null;
  /** The AWS profile that is used, for help; null where none is named. */
  readonly profile: string | null;
  readonly onRequest: ((event: RequestEvent) => void) | null;
}

/** Milliseconds an attempt may take. */
export const longestAttempt = 30_000;
const slowdownNoticePause = 30_000;

type Attempt<Answer> =
  | { readonly answer: Answer; readonly failure: null }
  | { readonly answer: null; readonly failure: Failure };

/** Sends requests within their budget, again where that helps, and lets only PortErrors out. */
export class AwsCaller {
  readonly #options: AwsCallerOptions;
  #noticedAt = -Infinity;

  constructor(options: AwsCallerOptions) {
    this.#options = options;
  }

  /**
   * The answer as its schema reads it. An aborted `signal` ends a read at once; a write that is on
   * the wire is waited for, and is not sent (again) after that.
   */
  async call<Answer extends z.ZodType>(
    request: AwsRequest<Answer>,
    signal?: AbortSignal,
  ): Promise<z.output<Answer>> {
    const { clock, budgets } = this.#options;
    const action = iamAction(request.service, request.operation);
    const budget = budgets.budgetFor(request.service, request.operation);
    let spent = 0;
    for (let attempt = 1; ; attempt += 1) {
      const sending = budget.run(
        request.turn,
        async () => {
          const started = clock.now();
          const result = await this.#attempt(request, signal);
          const milliseconds = clock.now() - started;
          spent += milliseconds;
          this.#report(request, attempt, milliseconds, result.failure, budget);
          return result;
        },
        signal,
      );
      const result = await cancellable(sending, action, signal);
      if (result.failure === null) return result.answer;
      if (request.effect === 'read') throwIfCancelled(action, signal);
      if (isBusy(result.failure)) request.onBusy?.();
      const decision = decideRetry(result.failure, request.effect, attempt, spent);
      if ('giveUp' in decision) throw this.#error(decision.giveUp, action, result.failure, attempt);
      spent += decision.retryIn;
      await cancellable(clock.sleep(decision.retryIn, signal), action, signal);
    }
  }

  /** Requests a second that may be spent on polls, at the moment, of all that share the limit. */
  rateOfPolls(service: AwsService, operation: string): number {
    return this.#options.budgets.budgetFor(service, operation).rateOfPolls;
  }

  async #attempt<Answer extends z.ZodType>(
    request: AwsRequest<Answer>,
    signal: AbortSignal | undefined,
  ): Promise<Attempt<z.output<Answer>>> {
    const stop = request.effect === 'read' ? signal : undefined;
    try {
      const answer = await withTimeLimit(this.#options.clock, longestAttempt, stop, (abortSignal) =>
        request.send({ abortSignal }),
      );
      const parsed = request.answer.safeParse(answer);
      if (parsed.success) return { answer: parsed.data, failure: null };
      throw new AnswerShapeError(describe(parsed.error), { cause: parsed.error });
    } catch (error) {
      return { answer: null, failure: classifyFailure(error) };
    }
  }

  #report(
    request: AwsRequest<z.ZodType>,
    attempt: number,
    milliseconds: number,
    failure: Failure | null,
    budget: RequestBudget,
  ): void {
    const { clock, journal, onRequest } = this.#options;
    const { service, operation } = request;
    onRequest?.({
      service,
      operation,
      attempt,
      outcome: failure?.class ?? 'succeeded',
      milliseconds,
    });
    if (failure?.tooFast !== true || !budget.slowDown()) return;
    if (clock.now() - this.#noticedAt < slowdownNoticePause) return;
    this.#noticedAt = clock.now();
    const rate = budget.rate.toFixed(1);
    journal?.progress(`AWS throttles ${service}: slowing down to ${rate} requests a second`);
  }

  #error(kind: PortErrorKind, action: string, failure: Failure, attempts: number): PortError {
    const { region, profile } = this.#options;
    return toPortError(kind, failure, { action, region, profile, attempts });
  }
}

function describe(error: z.ZodError): string {
  return error.issues
    .slice(0, 3)
    .map((issue) => `${issue.path.join('.')}: ${issue.message}`)
    .join('; ');
}

async function cancellable<Value>(
  work: Promise<Value>,
  action: string,
  signal: AbortSignal | undefined,
): Promise<Value> {
  try {
    return await work;
  } catch (error) {
    throwIfCancelled(action, signal);
    throw error;
  }
}

/** A call that was cancelled before AWS did anything that matters. */
export function throwIfCancelled(action: string, signal: AbortSignal | undefined): void {
  if (signal?.aborted !== true) return;
  throw new PortError('cancelled', action, `${action}: cancelled before it was done`, {
    help: 'run it again',
    cause: signal.reason,
  });
}
