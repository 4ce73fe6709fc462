/**
 * Waits until `enter` is called. `join` puts it into a queue and answers how to leave that again, which
 * happens when `signal` is aborted first; then this rejects with the signal's reason.
 */
export function takeTurn(
  signal: AbortSignal | undefined,
  join: (enter: () => void) => () => void,
): Promise<void> {
  return new Promise((resolve, reject) => {
    if (signal?.aborted === true) {
      reject(reasonOf(signal));
      return;
    }
    const enter = (): void => {
      signal?.removeEventListener('abort', give);
      resolve();
    };
    const give = (): void => {
      leave();
      if (signal !== undefined) reject(reasonOf(signal));
    };
    signal?.addEventListener('abort', give, { once: true });
    const leave = join(enter);
  });
}

function reasonOf(signal: AbortSignal): Error {
  const reason: unknown = signal.reason;
  return reason instanceof Error ? reason : new Error('cancelled', { cause: reason });
}
