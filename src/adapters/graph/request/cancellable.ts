import { PortError } from '../../../ports/port-error.ts';

/** A call that was cancelled before anything happened that matters. */
export function throwIfCancelled(action: string, signal: AbortSignal | undefined): void {
  if (signal?.aborted !== true) return;
  throw new PortError('cancelled', action, `${action}: cancelled before it was done`, {
    cause: signal.reason,
  });
}

/** What `work` answers; `cancelled` as soon as `signal` is aborted, also where `work` goes on. */
export async function cancellable<Value>(
  work: Promise<Value>,
  action: string,
  signal: AbortSignal | undefined,
): Promise<Value> {
  if (signal === undefined) return work;
  const ended = new AbortController();
  const aborted = new Promise<never>((_resolve, reject) => {
    const fail = (): void => reject(new Error('aborted', { cause: signal.reason }));
    if (signal.aborted) fail();
    else signal.addEventListener('abort', fail, { once: true, signal: ended.signal });
  });
  try {
    return await Promise.race([work, aborted]);
  } catch (error) {
    throwIfCancelled(action, signal);
    throw error;
  } finally {
    ended.abort();
  }
}
