import type { Clock } from '../../ports/clock.ts';
import type { Journal } from '../../ports/journal.ts';

/** AWS takes minutes over a provisioning; people cancel what says nothing. Milliseconds. */
const BEAT = 15_000;

/** Says where an apply stands, every few seconds, until it is told to stop. */
export function startHeartbeat(
  { clock, journal }: { readonly clock: Clock; readonly journal: Journal },
  words: () => string,
): () => void {
  const controller = new AbortController();
  void (async () => {
    for (;;) {
      try {
        await clock.sleep(BEAT, controller.signal);
      } catch {
        return;
      }
      journal.progress(words());
    }
  })();
  return () => controller.abort();
}
