import { EventEmitter } from 'node:events';
import { existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createActionJournal } from '../../../src/adapters/node/action-journal.ts';
import { annotate } from '../../../src/adapters/node/annotate.ts';
import { annotationsFor } from '../../../src/adapters/node/annotations.ts';
import { logLine } from '../../../src/adapters/node/log-line.ts';
import { maskSecrets } from '../../../src/adapters/node/mask-secrets.ts';
import { readEventFile } from '../../../src/adapters/node/read-event-file.ts';
import { shutdownSignal } from '../../../src/adapters/node/shutdown-signal.ts';
import { systemClock } from '../../../src/adapters/node/system-clock.ts';
import { writeFiles } from '../../../src/adapters/node/write-files.ts';
import { outputEntry, writeOutputs } from '../../../src/adapters/node/write-outputs.ts';
import { writeSummary } from '../../../src/adapters/node/write-summary.ts';
import type { Diagnostic } from '../../../src/core/diagnostics/diagnostic.ts';

let directory: string;
let printed: string;

beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'node-adapters-'));
  printed = '';
  vi.spyOn(process.stdout, 'write').mockImplementation((text) => {
    printed += String(text);
    return true;
  });
});
afterEach(() => {
  vi.restoreAllMocks();
  rmSync(directory, { recursive: true, force: true });
});

function emptyFile(): string {
  const file = join(directory, 'file');
  writeFileSync(file, '');
  return file;
}

/** What the runner does with the lines of a step's output (ActionCommand.cs). */
function isCommand(line: string): boolean {
  return line.trim().startsWith('::') || line.includes('##[');
}

function diagnostic(over: Partial<Diagnostic> = {}): Diagnostic {
  return {
    code: 'invalid-yaml',
    severity: 'error',
    headline: 'wrong',
    at: null,
    why: null,
    help: null,
    ...over,
  };
}

describe('a line of a log', () => {
  it.each([
    '::set-output name=x::y',
    '  \u00A0\u3000\uFEFF::error::x',
    'read ##[error]x',
    'one\n::add-mask::x',
    'one\r::add-mask::x',
    '\u001B[2J::error::',
    ':::error::',
    '\u202E::error::',
    '####[[group]',
  ])('is never a command: %j', (text) => {
    const line = logLine(text);
    expect(line.split(/[\r\n\u0085\u2028\u2029]/)).toHaveLength(1);
    expect(isCommand(line)).toBe(false);
    expect(line).not.toContain('\u001B');
  });

  it('keeps ordinary text', () => {
    expect(logLine('read 12 of 480 pairs: Prod::Admin #7')).toBe(
      'read 12 of 480 pairs: Prod::Admin #7',
    );
  });
});

describe('journals', () => {
  it('throttle progress and escape it', () => {
    let now = 0;
    let text = '';
    const journal = createActionJournal({ now: () => now }, (line) => (text += line));
    for (; now < 12_000; now += 1000) journal.progress(`::debug::${now}`);
    expect(text).toBe(': :debug::0\n: :debug::5000\n: :debug::10000\n');
  });

  it('show a line that is to last, whatever was shown just before', () => {
    let text = '';
    const journal = createActionJournal({ now: () => 0 }, (line) => (text += line));
    journal.progress('read 1 of 900');
    journal.progress('reading all: about 900 requests', { lasting: true });
    journal.progress('read 2 of 900');
    expect(text).toBe('read 1 of 900\nreading all: about 900 requests\n');
  });

  it('warn with an annotation that text cannot break out of', () => {
    createActionJournal({ now: () => 0 }).warn('50 %\n::error::x');
    expect(printed).toBe('::warning::50 %25\\n::error::x\n');
  });
});

describe('outputs', () => {
  it('cannot hold their own end', () => {
    const first = /<<(.*)\n/.exec(outputEntry('result', 'x'))?.[1] ?? '';
    expect(first).toMatch(/^end-[0-9a-f]{32}$/);
    expect(outputEntry('result', 'x')).toBe(`result<<${first}\nx\n${first}\n`);
    const value = `x\n${first}\nevil<<y\nz`;
    const [, delimiter = ''] = /<<(.*)\n/.exec(outputEntry('result', value)) ?? [];
    expect(value).not.toContain(delimiter);
    expect(() => outputEntry('a\nb', 'x')).toThrow('not the name');
  });

  it('are appended to the file, or printed where there is none', () => {
    const file = emptyFile();
    writeOutputs({ result: 'clean' }, file);
    writeOutputs({ grants: '0' }, file);
    expect(readFileSync(file, 'utf8')).toMatch(
      /^result<<(\S+)\nclean\n\1\ngrants<<(\S+)\n0\n\2\n$/,
    );
    writeOutputs({ result: '::error::x' }, join(directory, 'missing'));
    expect(printed).toBe('result=::error::x\n');
  });
});

describe('the summary', () => {
  it('is there whole, or not at all', () => {
    const file = emptyFile();
    expect(writeSummary('x'.repeat(700_000), file, 'no room')).toBe(true);
    expect(writeSummary('y'.repeat(700_000), file, 'no room')).toBe(true);
    expect(readFileSync(file, 'utf8')).toBe(`${'x'.repeat(700_000)}\nno room\n`);
    expect(writeSummary('x', join(directory, 'missing'), 'no room')).toBe(false);
  });

  it('may be as large as GitHub takes it, and no byte larger', () => {
    const file = emptyFile();
    const most = 1024 * 1024;
    writeSummary('€'.repeat(most / 2), file, 'no room');
    writeSummary('x'.repeat(most - 'no room\n'.length - 1), file, 'no room');
    expect(statSync(file).size).toBe(most);
    writeSummary('x', file, 'y');
    expect(statSync(file).size).toBe(most);
  });
});

describe('annotations', () => {
  it('name the place and escape what they say', () => {
    const at = { file: 'access/a,b:c.yaml', line: 3, column: 5, length: 4, sourceLine: '' };
    annotate([diagnostic({ headline: '100 %\n::error::x', at, help: 'mend it' })]);
    expect(printed).toBe(
      '::error title=invalid-yaml,file=access/a%2Cb%3Ac.yaml,line=3,endLine=3,col=5,endColumn=9' +
        '::100 %25\\n::error::x%0Ahelp: mend it\n',
    );
  });

  it('are ten of a severity at the most, worst first, with the number left out', () => {
    const many = [
      ...Array.from({ length: 12 }, () => diagnostic({ severity: 'warning' })),
      ...Array.from({ length: 25 }, (_, index) => diagnostic({ headline: `${index}` })),
    ];
    const annotations = annotationsFor(many);
    expect(annotations.map(({ severity }) => severity)).toEqual([
      ...Array.from({ length: 10 }, () => 'error'),
      ...Array.from({ length: 8 }, () => 'warning'),
    ]);
    expect(annotations[9]?.title).toBe('16 more');
    expect(annotations[17]?.title).toBe('5 more');
  });

  it('leave ten warnings in all, with those of the progress', () => {
    const journal = createActionJournal({ now: () => 0 });
    for (let index = 0; index < 30; index += 1) journal.warn(`slow ${index}`);
    annotate(Array.from({ length: 30 }, () => diagnostic({ severity: 'warning' })));
    expect(printed.match(/^::warning/gm)).toHaveLength(10);
    expect(printed.match(/^warning: slow/gm)).toHaveLength(28);
    expect(printed).toContain('23 more of this kind');
  });

  it.each(['x', '長', '😀'])('say it where the runner would cut a message of %s', (character) => {
    const [told] = annotationsFor([diagnostic({ headline: character.repeat(5_000) })]);
    expect(told?.message.length).toBeLessThanOrEqual(4096);
    expect(told?.message.isWellFormed()).toBe(true);
    expect(told?.message).toMatch(/^(?:x+|長+|(?:😀)+) … \(\d+ characters\)$/);
  });
});

describe('files, signals, secrets and time', () => {
  it('are written where nobody else reads them', () => {
    const paths = writeFiles({ 'plan.json': '{}\n', 'summary.md': '# Plan\n' }, directory);
    expect(readFileSync(paths['plan.json'], 'utf8')).toBe('{}\n');
    expect(paths['summary.md'].startsWith(join(directory, 'identity-center-reconciler-'))).toBe(
      true,
    );
    expect(statSync(paths['plan.json']).mode & 0o077).toBe(0);
  });

  it('end softly at first, then at once', () => {
    const source = new EventEmitter();
    const exit = vi.fn<(status: number) => void>();
    const { signal, dispose } = shutdownSignal(source, exit);
    source.emit('SIGINT', 'SIGINT');
    expect(signal.aborted).toBe(true);
    expect(exit).not.toHaveBeenCalled();
    source.emit('SIGTERM', 'SIGTERM');
    expect(exit).toHaveBeenCalledWith(143);
    dispose();
    expect(source.listenerCount('SIGINT')).toBe(0);
  });

  it('are masked line by line, and never printed outside a job', () => {
    maskSecrets(['first-line\nsecond-line', 'abc', ''], true);
    expect(printed).toBe('::add-mask::first-line\n::add-mask::second-line\n');
    printed = '';
    maskSecrets(['first-line'], false);
    expect(printed).toBe('');
  });

  it("pass with the signal's own reason", async () => {
    const controller = new AbortController();
    const sleep = systemClock.sleep(60_000, controller.signal);
    const reason = new Error('interrupted');
    controller.abort(reason);
    await expect(sleep).rejects.toBe(reason);
    await expect(systemClock.sleep(1, controller.signal)).rejects.toBe(reason);
    await expect(systemClock.sleep(1)).resolves.toBeUndefined();
  });

  it('come from an event file, if it is there', () => {
    const file = emptyFile();
    expect(readEventFile(file)).toBe('');
    expect(readEventFile(`${file}-missing`)).toBeNull();
    expect(readEventFile(undefined)).toBeNull();
    expect(existsSync(file)).toBe(true);
  });
});
