import type { Reading } from '../../core/model/reading.ts';
import type { Journal } from '../../ports/journal.ts';

/** Shorter readings are over before anybody wonders. */
const LONG = 10;

/** Says what a long reading will take, before it starts. */
export function announce({ strategy, estimate }: Reading, journal: Journal): void {
  const { requests, seconds } = estimate;
  if (seconds < LONG) return;
  const what = {
    touched: 'what the change touches',
    'by-group': 'what each group holds, and pairs that no group explains',
    complete: 'every pair of account and permission set',
  }[strategy];
  journal.progress(
    `reading ${what}: about ${requests} requests to IAM Identity Center, ${seconds} s at AWS's limit`,
  );
}
