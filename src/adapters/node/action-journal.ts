import { warning } from '@actions/core';
import type { Clock } from '../../ports/clock.ts';
import type { Journal } from '../../ports/journal.ts';
import { logLine } from './log-line.ts';
import { throttleLines } from './throttle-lines.ts';
import { withinMessage } from './within-message.ts';

/** Milliseconds between two lines of progress: a log keeps every one of them. */
const interval = 5000;

/** How many warnings are annotations too. GitHub shows ten a step, and the results of a run need most of them. */
export const warningsOfProgress = 2;

/** The log of a step. */
export function createActionJournal(
  clock: Pick<Clock, 'now'>,
  write: (text: string) => void = (text) => process.stdout.write(text),
): Journal {
  const show = (line: string): void => write(`${logLine(line)}\n`);
  let warned = 0;
  const showSome = throttleLines(show, clock, interval);
  return {
    progress: (line, { lasting = false } = {}) => (lasting ? show(line) : showSome(line)),
    warn(line) {
      warned += 1;
      if (warned > warningsOfProgress) show(`warning: ${line}`);
      else warning(withinMessage(logLine(line)));
    },
  };
}
