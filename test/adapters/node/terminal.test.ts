import { describe, expect, it } from 'vitest';
import { createTerminalJournal } from '../../../src/adapters/node/terminal-journal.ts';
import { createTerminalOutput } from '../../../src/adapters/node/terminal-output.ts';
import { canRedraw, usesColor } from '../../../src/adapters/node/terminal.ts';

const bar = (filled: number): string => '━'.repeat(filled) + '─'.repeat(24 - filled);

/** A terminal that keeps what was written, and a clock that is moved by hand. */
function stage(columns = 120, live = true) {
  const place = {
    now: 0,
    text: '',
    columns,
    /** What a person sees. */
    screen: () => screenOf(place.text),
  };
  const stream = {
    get columns() {
      return place.columns;
    },
    write: (part: string) => (place.text += part),
  };
  return Object.assign(place, {
    journal: createTerminalJournal({ now: () => place.now }, stream, live),
  });
}

/** The lines that a terminal shows after this text. */
function screenOf(text: string): string {
  const rows = [''];
  let row = 0;
  for (const [part, count, command] of text.matchAll(
    // oxlint-disable-next-line no-control-regex -- that is what a terminal obeys
    /\u001B\[\??(\d*)([A-Za-z])|\n|[^\n\u001B]+/g,
  )) {
    const times = count === undefined || count === '' ? 1 : Number(count);
    if (part === '\n') row += 1;
    else if (command === 'A') row = Math.max(0, row - times);
    else if (command === 'B') row += times;
    else if (command === 'K') rows[row] = '';
    else if (command === 'J') rows.length = row;
    else if (command === undefined) rows[row] = `${rows[row] ?? ''}${part}`;
  }
  return Array.from(rows, (line: string | undefined) => line ?? '')
    .join('\n')
    .trimEnd();
}

describe('colours', () => {
  const tty = { isTTY: true };
  it.each([
    [tty, {}, false, true],
    [{}, {}, false, false],
    [tty, { TERM: 'dumb' }, false, false],
    [tty, { NO_COLOR: '1' }, false, false],
    [tty, { NO_COLOR: '' }, false, true],
    [{}, { FORCE_COLOR: '1' }, false, true],
    [tty, { FORCE_COLOR: '0' }, false, false],
    [tty, { FORCE_COLOR: '1', NO_COLOR: '1' }, false, false],
    [tty, { FORCE_COLOR: '1' }, true, false],
  ])('at %j with %j and --no-color %j: %j', (stream, env, noColor, expected) => {
    expect(usesColor(stream, env, noColor)).toBe(expected);
  });

  it('are one thing, and lines that change another: those only a terminal has', () => {
    expect(canRedraw({}, { FORCE_COLOR: '1' })).toBe(false);
    expect(canRedraw(tty, { NO_COLOR: '1' })).toBe(true);
    expect(canRedraw(tty, { TERM: 'dumb' })).toBe(false);
  });
});

describe('progress at a terminal', () => {
  it('is a bar with the count, and from the third second on the rate and the time left', () => {
    const at = stage();
    at.journal.progress('read 0 of 480 pairs', { of: { done: 0, total: 480 } });
    expect(at.screen()).toBe(`${bar(0)} read 0 of 480 pairs`);
    at.now = 5000;
    at.journal.progress('read 120 of 480 pairs', { of: { done: 120, total: 480 } });
    expect(at.screen()).toBe(`${bar(6)} read 120 of 480 pairs, 24/s, 15 s left`);
    at.now = 10_000;
    at.journal.progress('read 130 of 480 pairs', { of: { done: 130, total: 480 } });
    expect(at.screen()).toContain('13/s, 27 s left');
    at.now = 100_000;
    at.journal.progress('read 132 of 480 pairs', { of: { done: 132, total: 480 } });
    expect(at.screen()).toContain('1.3/s, 4 min 24 s left');
    at.journal.clear();
    expect(at.screen()).toBe('');
    const { text } = at;
    at.journal.clear();
    expect(at.text).toBe(text);
  });

  it('is shorter where there is less room, so that the words beside it stay', () => {
    const at = stage(64);
    at.journal.progress('read 240 of 480 pairs', { of: { done: 240, total: 480 } });
    expect(at.screen()).toBe('━━━━──── read 240 of 480 pairs');
  });

  it('begins its estimate anew for other work, and for the same work once more', () => {
    const at = stage();
    at.journal.progress('a', { of: { done: 1, total: 100 } });
    at.now = 10_000;
    at.journal.progress('b', { of: { done: 1, total: 50 } });
    expect(at.screen()).not.toContain('left');
    at.now = 20_000;
    at.journal.progress('a', { of: { done: 0, total: 100 } });
    expect(at.screen()).not.toContain('left');
  });

  it('is cut to the width, and is one line', () => {
    const at = stage(40);
    at.journal.progress('x'.repeat(100));
    expect(at.screen()).toBe('x'.repeat(39));
  });

  it('leaves nothing behind what is said beside it', () => {
    const at = stage();
    at.journal.progress('read 1 of 20 pairs');
    at.journal.warn('slow');
    at.now = 5000;
    at.journal.progress('read 2 of 20 pairs');
    at.journal.clear();
    expect(at.screen()).toBe('warning: slow');
  });

  it('never hides the cursor, so that an interrupted run need not show it again', () => {
    const at = stage();
    at.journal.progress('read 1 of 20 pairs', { of: { done: 1, total: 20 } });
    at.journal.warn('slow');
    at.journal.clear();
    expect(at.text).not.toContain('\u001B[?25l');
  });

  it('is plain lines where nobody can redraw', () => {
    const at = stage(120, false);
    at.journal.progress('read 1 of 20 pairs', { of: { done: 1, total: 20 } });
    at.journal.progress('read 2 of 20 pairs', { of: { done: 2, total: 20 } });
    at.now = 5000;
    at.journal.progress('read 9 of 20 pairs', { of: { done: 9, total: 20 } });
    at.journal.clear();
    expect(at.text).toBe('read 1 of 20 pairs\nread 9 of 20 pairs\n');
  });
});

describe('--json', () => {
  it('keeps standard output for one document', () => {
    for (const json of [true, false]) {
      const texts = { stdout: '', stderr: '' };
      const output = createTerminalOutput(
        {
          stdout: { write: (text) => (texts.stdout += text) },
          stderr: { write: (text) => (texts.stderr += text) },
        },
        json,
        () => undefined,
      );
      output.log('words\n');
      output.document?.('{}\n');
      expect(texts).toEqual(
        json ? { stdout: '{}\n', stderr: 'words\n' } : { stdout: 'words\n', stderr: '' },
      );
    }
  });
});
