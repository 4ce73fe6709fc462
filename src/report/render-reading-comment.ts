import type { Reading } from '../core/model/reading.ts';
import { escapeMarkdown } from './escape.ts';
import { count, thousands } from './words.ts';

export interface ReadingFrame {
  /** The hidden line by which the comment is found again. */
  readonly marker: string;
  readonly runUrl: string | null;
}

/** What stands on a pull request while a long reading is under way; the plan replaces it. */
export function renderReadingComment(
  { estimate, why }: Reading,
  { marker, runUrl }: ReadingFrame,
): string {
  const { requests, seconds } = estimate;
  const because = why === null ? '' : `, because ${escapeMarkdown(why)}`;
  const run = runUrl === null ? 'The run' : `[The run](${runUrl})`;
  return [
    marker,
    `**Reading what is live: the plan will be here in about ${count(Math.ceil(seconds / 60), 'minute')}.**`,
    '',
    `Much of IAM Identity Center has to be read${because}: about ${thousands(requests)} requests, which take ${count(seconds, 'second')} at the allowed rate. ${run} tells how far it is. Nothing is known yet about what merging would do.`,
  ].join('\n');
}
