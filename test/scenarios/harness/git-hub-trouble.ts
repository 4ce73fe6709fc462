import { vi } from 'vitest';
import type { Effect, OperationName } from '../../../src/simulator/github/server/faults.ts';
import type { Clock } from '../../../src/ports/clock.ts';
import type { Story } from './story.ts';

export interface GitHubTrouble {
  /** As in "<operation> <name>". */
  readonly name: string;
  readonly effect: Effect;
}

/** In which ways a request to GitHub fails for longer than any retry bears. */
export const gitHubTroubles: readonly GitHubTrouble[] = [
  { name: 'answers 500', effect: { kind: 'server-error', status: 500 } },
  { name: 'is denied', effect: { kind: 'answer', status: 403, body: { message: 'no' } } },
  { name: 'finds nothing', effect: { kind: 'answer', status: 404, body: { message: 'no' } } },
  { name: 'hangs', effect: { kind: 'hang' } },
  { name: 'has its connection reset', effect: { kind: 'reset' } },
  { name: 'is asked too often', effect: { kind: 'secondary-rate-limit', retryAfter: 600 } },
  { name: 'has no requests left', effect: { kind: 'primary-rate-limit', resetsIn: 1800 } },
  { name: 'answers nonsense', effect: { kind: 'answer', status: 200, body: { no: 'sense' } } },
];

/** Plays a run while an operation fails; answers how many milliseconds it took of the story's time. */
export async function inTrouble<Result>(
  { clock, stage: { gitHub } }: Story,
  operation: OperationName,
  { effect }: GitHubTrouble,
  run: () => Promise<Result>,
): Promise<{ readonly job: Result; readonly took: number }> {
  const lasting = { operation, times: Infinity };
  if (effect.kind === 'hang') {
    const waits = (): void => {
      clock.leavesHanging();
    };
    gitHub.fail({ ...lasting, effect: { kind: 'meanwhile', when: 'before', run: waits } });
    // So that nobody sits through the half minute after which a try is given up.
    vi.spyOn(AbortSignal, 'timeout').mockImplementation((milliseconds) =>
      endOf(clock, milliseconds),
    );
  }
  gitHub.fail({ ...lasting, effect });
  const begin = clock.now();
  const job = await run();
  const took = clock.now() - begin;
  gitHub.faults.clear();
  vi.restoreAllMocks();
  return { job, took };
}

function endOf(clock: Clock, milliseconds: number): AbortSignal {
  const end = new AbortController();
  const later = async (): Promise<void> => {
    await clock.sleep(milliseconds);
    end.abort(new DOMException('too late', 'TimeoutError'));
  };
  void later();
  return end.signal;
}
