import { Writable } from 'node:stream';
import { createLogUpdate } from 'log-update';
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
 * changes; elsewhere a line now and then.
 */
export function createTerminalJournal(
  clock: Pick<Clock, 'now'>,
  stream: TerminalStream,
  live: boolean,
): TerminalJournal {
  const bar = new ProgressBar();
  // It takes no keys and, like this, hides no cursor: nothing has to be put back when the process is stopped.
  const redraw = createLogUpdate(asWritable(stream), { showCursor: true });
  let shown = false;

  function clear(): void {
    if (shown) redraw.clear();
    shown = false;
  }

  function show(line: string): void {
    if (!live) {
      stream.write(`${logLine(line)}\n`);
      return;
    }
    redraw([...logLine(line)].slice(0, Math.max(1, (stream.columns ?? 80) - 1)).join(''));
    shown = true;
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

/** As much of a stream as the library asks for; the width is the terminal's own of the moment. */
function asWritable(stream: TerminalStream): Writable {
  const writable = new Writable({
    decodeStrings: false,
    write(chunk, _encoding, done) {
      stream.write(String(chunk));
      done();
    },
  });
  return Object.defineProperties(writable, {
    columns: { get: () => stream.columns },
    isTTY: { get: () => stream.isTTY },
  });
}
