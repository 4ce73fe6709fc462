import type { Clock } from '../../ports/clock.ts';
import type { Journal } from '../../ports/journal.ts';
import { logLine } from './log-line.ts';
import { throttleLines } from './throttle-lines.ts';

export interface TerminalStream {
  readonly isTTY?: boolean;
  readonly columns?: number;
  write(text: string): unknown;
}

export interface TerminalJournal extends Journal {
  /** Takes the line of progress away, before results are printed. */
  clear(): void;
}

const eraseLine = '\r\u001B[2K';

/** Standard error, so that results alone are on standard output. A person sees one line that changes. */
export function createTerminalJournal(
  clock: Pick<Clock, 'now'>,
  stream: TerminalStream = process.stderr,
): TerminalJournal {
  const live = stream.isTTY === true;
  let shown = false;

  function clear(): void {
    if (shown) stream.write(eraseLine);
    shown = false;
  }

  function show(line: string): void {
    if (!live) {
      stream.write(`${logLine(line)}\n`);
      return;
    }
    // A line that wraps could not be erased again.
    stream.write(eraseLine + [...logLine(line)].slice(0, (stream.columns ?? 80) - 1).join(''));
    shown = true;
  }

  const showSome = throttleLines(show, clock, live ? 100 : 5000);

  return {
    progress(line, { lasting = false } = {}) {
      if (!lasting) {
        showSome(line);
        return;
      }
      clear();
      stream.write(`${logLine(line)}\n`);
    },
    warn(line) {
      clear();
      stream.write(`warning: ${logLine(line)}\n`);
    },
    clear,
  };
}
