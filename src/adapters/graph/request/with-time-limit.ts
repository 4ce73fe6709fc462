import type { Clock } from '../../../ports/clock.ts';

/** Thrown by our own time limit on an attempt. */
export class TimeLimitError extends Error {
  override readonly name = 'TimeLimitError';
}

/**
 * Runs `work`, and rejects when it takes longer than `limit` milliseconds or `outer` is aborted;
 * `work` is told through its signal, but not waited for: not everything heeds a signal.
 */
export async function withTimeLimit<Answer>(
  clock: Clock,
  limit: number,
  outer: AbortSignal | undefined,
  work: (signal: AbortSignal) => Promise<Answer>,
): Promise<Answer> {
  const stop = new AbortController();
  const done = new AbortController();
  const cancel = (): void => {
    stop.abort(outer?.reason);
  };
  outer?.addEventListener('abort', cancel, { once: true });
  if (outer?.aborted === true) cancel();
  const watch = async (): Promise<void> => {
    await clock.sleep(limit, done.signal);
    stop.abort(new TimeLimitError(`no answer within ${limit / 1000} s`));
  };
  watch().catch(() => undefined);
  const stopped = new Promise<never>((_resolve, reject) => {
    const fail = (): void => {
      const reason: unknown = stop.signal.reason;
      reject(reason instanceof Error ? reason : new Error('cancelled', { cause: reason }));
    };
    if (stop.signal.aborted) fail();
    else stop.signal.addEventListener('abort', fail, { once: true });
  });
  try {
    return await Promise.race([work(stop.signal), stopped]);
  } finally {
    outer?.removeEventListener('abort', cancel);
    done.abort();
  }
}
