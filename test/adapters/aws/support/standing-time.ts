import type { Clock } from '../../../../src/ports/clock.ts';
import { BenchTime } from '../../../bench/run/bench-time.ts';
import { JobClock } from '../../../bench/run/job-clock.ts';

/** Time for a simulator and for who calls it, in one process. */
export interface StandingTime {
  readonly simulators: BenchTime;
  readonly clock: Clock;
}

let only: StandingTime | undefined;

/**
 * Time that stands still while anybody works, so that durations are the same on any machine. One for all
 * of a process, whose open requests it counts.
 */
export function standingTime(): StandingTime {
  only ??= start();
  return only;
}

function start(): StandingTime {
  const simulators = new BenchTime('2026-11-02T09:00:00Z');
  let quiet: { readonly open: number; readonly next: number | null } | undefined;
  const move = (): void => {
    if (quiet === undefined || quiet.open !== simulators.asleep) return;
    const next = Math.min(quiet.next ?? Infinity, simulators.nextWake ?? Infinity);
    if (next === Infinity) return;
    quiet = undefined;
    simulators.advance(Math.max(0, next - simulators.now()));
    clock.moveTo(simulators.now());
  };
  const clock = new JobClock(simulators.now(), (open, next) => {
    quiet = { open, next };
    move();
  });
  simulators.onSleep = move;
  return { simulators, clock };
}
