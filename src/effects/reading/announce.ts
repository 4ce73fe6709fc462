import type { Reading } from '../../core/model/reading.ts';
import type { ReadTools } from './snapshot-question.ts';

/** Shorter readings are over before anybody wonders. */
const LONG = 10;

type Announcing = Pick<ReadTools, 'journal' | 'onReading'>;

/** Says what a long reading will take, before it starts. */
export function announce(reading: Reading, { journal, onReading }: Announcing): void {
  const { strategy, estimate } = reading;
  const { requests, seconds } = estimate;
  onReading(reading);
  if (seconds < LONG) return;
  const what = {
    touched: 'what the change touches',
    'by-group': 'what each group holds, and pairs that no group explains',
    complete: 'every pair of account and permission set',
  }[strategy];
  journal.progress(
    `reading ${what}: about ${requests} requests to IAM Identity Center, ${seconds} s at the allowed rate`,
    { lasting: true },
  );
}
