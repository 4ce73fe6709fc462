import type { Knobs } from '../../../src/simulator/aws/knobs.ts';
import { fraction } from '../../../src/simulator/aws/world/ids.ts';
import type { Change } from '../fleet/make-changes.ts';
import { secondsAtRate } from './rate-of.ts';
import { leastRequests } from './least-requests.ts';
import type { Question } from './question.ts';

export interface Pace {
  readonly knobs: Knobs;
  /** Seconds until an answer. */
  readonly latency: number;
  /** How many requests that take their time the simulator had accepted before. */
  readonly acceptedBefore: number;
}

/** The least time for it, whatever the program: nothing is written before everything is read. */
export function leastSeconds(question: Question, pace: Pace): number {
  const { throttle } = pace.knobs;
  if (question.kind !== 'touched' || !question.writes)
    return secondsAtRate(throttle, leastRequests(question));
  const reading = leastRequests({ ...question, writes: false });
  return secondsAtRate(throttle, reading) + leastWriting(question, pace);
}

/**
 * From the first write to the last. How long AWS works on its n-th request depends on n alone, so
 * their sum is known whatever the order. Each holds one of the 15 places until an answer has told
 * that it ended, and the one place of its account; and each is one request of those that the rate allows.
 */
export function leastWriting(
  question: Extract<Question, { kind: 'touched' }>,
  { knobs, latency, acceptedBefore }: Pace,
): number {
  const { throttle, limits, durations } = knobs;
  const { change } = question;
  const { assignmentMin, assignmentMax } = durations;
  const took = Array.from({ length: change.coming.length + change.going.length }, (_, index) => {
    const part = fraction(`duration ${acceptedBefore + index + 1}`);
    return (assignmentMin + part * (assignmentMax - assignmentMin)) / 1000 + latency;
  }).toSorted((a, b) => a - b);
  const all = took.reduce((total, seconds) => total + seconds, 0);
  const fullest = took.slice(0, mostInOneAccount(change));
  return Math.max(
    all / limits.outstandingAssignments,
    fullest.reduce((total, seconds) => total + seconds, 0),
    took.at(-1) ?? 0,
    secondsAtRate(throttle, requestsOfWriting(question)),
  );
}

function requestsOfWriting(question: Extract<Question, { kind: 'touched' }>) {
  const all = leastRequests({ ...question, writes: true });
  const reading = leastRequests({ ...question, writes: false });
  return Object.fromEntries(
    Object.entries(all).map(([name, count]) => [name, count - (reading[name] ?? 0)]),
  );
}

function mostInOneAccount({ coming, going }: Change): number {
  const byAccount = Map.groupBy([...coming, ...going], ({ account }) => account);
  return Math.max(0, ...[...byAccount.values()].map((some) => some.length));
}
