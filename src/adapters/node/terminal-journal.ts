import type { Clock } from '../../ports/clock.ts';
import type { Journal, ProgressOptions } from '../../ports/journal.ts';
import { logLine } from './log-line.ts';
import { ProgressBar } from './progress-bar.ts';
import type { TerminalStream } from './terminal.ts';
import { throttleLines } from './throttle-lines.ts';

export interface TerminalJournal extends Journal {
  /** Takes the line of progress away, before results are printed. */
  clear(): void;
}

/**
 * Standard error, so that results alone are on standard output. Where `live`, a person sees one line that
 * changes; elsewhere a line now and then. The cursor is never hidden and keys are never taken, so that
 * nothing has to be put back when the process is stopped.
 */
export function createTerminalJournal(
  clock: Pick<Clock, 'now'>,
  stream: TerminalStream,
  live: boolean,
): TerminalJournal {
  const bar = new ProgressBar();
  let shown = 0;

  /** A terminal that became narrower has wrapped the line: its rows above go too. */
  function clear(): void {
    if (shown === 0) return;
    const rows = Math.ceil(shown / Math.max(1, stream.columns ?? 80));
    stream.write(rows > 1 ? `\r\u001B[${rows - 1}A\u001B[J` : '\r\u001B[2K');
    shown = 0;
  }

  function show(line: string): void {
    if (!live) {
      stream.write(`${logLine(line)}\n`);
      return;
    }
    clear();
    // A line that fills the last column leaves the cursor where each terminal thinks best.
    const characters = [...logLine(line)].slice(0, Math.max(1, (stream.columns ?? 80) - 1));
    stream.write(characters.join(''));
    shown = characters.length;
  }

  const showSome = throttleLines(show, clock, live ? 100 : 5000);

  return {
    progress(line, { lasting = false, of }: ProgressOptions = {}) {
      if (!lasting) {
        showSome(live ? bar.draw(line, of ?? null, clock.now(), stream.columns ?? 80) : line);
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
