import { warning } from '@actions/core';
import type { Clock } from '../../ports/clock.ts';
import type { Journal } from '../../ports/journal.ts';
import { logLine } from './log-line.ts';
import { throttleLines } from './throttle-lines.ts';

/** Milliseconds between two lines of progress: a log keeps every one of them. */
const interval = 5000;

/** The log of a step. Warnings are annotations too, of which GitHub shows ten a step. */
export function createActionJournal(
  clock: Pick<Clock, 'now'>,
  write: (text: string) => void = (text) => process.stdout.write(text),
): Journal {
  const show = (line: string): void => write(`${logLine(line)}\n`);
  const showSome = throttleLines(show, clock, interval);
  return {
    progress: (line, { lasting = false } = {}) => (lasting ? show(line) : showSome(line)),
    warn: (line) => warning(logLine(line)),
  };
}
