import * as fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { renderTerminal } from '../../../src/report/render-terminal.ts';
import { JobLog } from '../../../src/simulator/runner/job-log.ts';
import { Masks } from '../../../src/simulator/runner/masks.ts';
import { parseFileCommands } from '../../../src/simulator/runner/parse-file-commands.ts';
import { parseWorkflowCommand } from '../../../src/simulator/runner/workflow-command.ts';
import { driftTerminal } from '../../../src/report/drift-terminal.ts';
import { doctorTerminal } from '../../../src/report/doctor-terminal.ts';
import { patience, runs } from './runs.ts';
import { tell } from './tell.ts';
import { driftOf } from './drift-of.ts';
import { material, type Material } from './material.ts';
import { spoken, words } from './twin.ts';

let printed = '';

beforeEach(() => {
  vi.spyOn(process.stdout, 'write').mockImplementation((text) => {
    printed += String(text);
    return true;
  });
});
afterEach(() => {
  vi.restoreAllMocks();
});

function caught<T>(work: () => T): { readonly result: T; readonly lines: readonly string[] } {
  printed = '';
  const result = work();
  // As .NET reads lines, by which the runner does.
  return { result, lines: printed.split(/\r\n|\r|\n/) };
}

/** Also where this runner would not know the command: the next one may. */
function mayBeCommand(line: string): boolean {
  return /^[\s\u0085\u200B]*::/u.test(line) || line.includes('##[');
}

// oxlint-disable-next-line no-control-regex -- that is what must not be there
const steering = /[\u0000-\u001F\u007F-\u009F\u2028\u2029\u202A-\u202E\u2066-\u2069\u200B-\u200F]/;

interface Seen {
  /** Names and titles of the commands, in order. */
  readonly commands: readonly string[];
  readonly lines: number;
  readonly wrong: readonly string[];
}

function seen(lines: readonly string[]): Seen {
  const log = new JobLog(new Masks());
  for (const line of lines) log.read(line);
  const commands = lines
    .filter(mayBeCommand)
    .map((line) => ({ line, command: parseWorkflowCommand(line) }));
  const plain = lines.filter((line) => !mayBeCommand(line));
  return {
    commands: commands.map(
      ({ command }) => `${command?.name} ${command?.properties['title'] ?? ''}`,
    ),
    lines: plain.length,
    wrong: [
      ...commands.flatMap(({ line, command }) =>
        command !== undefined &&
        /^(?:error|warning|notice)$/.test(command.name) &&
        command.data.length <= 4096
          ? []
          : [line],
      ),
      ...lines.filter((line) => steering.test(line)),
      ...Object.keys(log.outputs),
    ],
  };
}

const frame = { runUrl: null, repositoryUrl: null, isPublicRepository: false };
const occasion = fc.constantFrom('pull-request' as const, 'apply' as const, 'drift' as const);

describe('whatever is written to the log of a step', () => {
  it(
    `is a command only where it is an annotation, and no line more than it says (${runs(1).numRuns} cases)`,
    { timeout: patience },
    () => {
      fc.assert(
        fc.property(material, words, occasion, fc.boolean(), (harmless, by, when, isPublic) => {
          const said = caught(() => tell(spoken(harmless, by), when, isPublic));
          const twin = caught(() => tell(harmless, when, isPublic));
          const { wrong, ...shape } = seen(said.lines);
          const { wrong: _, ...expected } = seen(twin.lines);
          expect(wrong).toEqual([]);
          expect(shape).toEqual(expected);
          const names = Object.keys(parseFileCommands(said.result.outputs));
          expect(names).toEqual(Object.keys(parseFileCommands(twin.result.outputs)));
        }),
        runs(1),
      );
    },
  );

  it(
    `steers no terminal, in colour neither (${runs(0.5).numRuns} cases)`,
    { timeout: patience },
    () => {
      // oxlint-disable-next-line no-control-regex -- they are ours
      const colours = /\u001B\[\d+m/g;
      fc.assert(
        fc.property(material, words, occasion, (harmless, by, when) => {
          const options = { color: true, occasion: when };
          const write = (told: Material): string =>
            [
              renderTerminal(told.report.plan, options),
              doctorTerminal(told.diagnosis, true),
              driftTerminal(driftOf(told, frame), true),
            ].join('');
          const said = write(spoken(harmless, by));
          const twin = write(harmless);
          const lines = said.replace(colours, '').split('\n');
          expect(lines.filter((line) => steering.test(line) || mayBeCommand(line))).toEqual([]);
          expect(said.match(colours)?.length).toBe(twin.match(colours)?.length);
        }),
        runs(0.5),
      );
    },
  );
});
