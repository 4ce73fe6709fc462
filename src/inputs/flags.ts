import { parseArgs } from 'node:util';
import type { Diagnostic } from '../core/diagnostics/diagnostic.ts';
import { didYouMean } from '../core/diagnostics/nearest.ts';
import { parseConfigDirectory } from './config-directory.ts';
import { problem } from './problem.ts';

/** Modes that the command line knows. */
export const terminalModes = ['plan', 'validate', 'apply', 'drift', 'doctor'] as const;
export type TerminalMode = (typeof terminalModes)[number];

export interface Flags {
  /** Null where it is missing or has a problem. */
  readonly mode: TerminalMode | null;
  readonly config: string;
  readonly base: string | null;
  readonly head: string | null;
  readonly read: 'auto' | 'complete';
  readonly json: boolean;
  readonly exitCode: boolean;
  readonly help: boolean;
}

const options = {
  config: { type: 'string' },
  base: { type: 'string' },
  head: { type: 'string' },
  read: { type: 'string' },
  json: { type: 'boolean' },
  'exit-code': { type: 'boolean' },
  help: { type: 'boolean', short: 'h' },
} as const;
const names = Object.keys(options);

/** The arguments after `node cli.js`; every problem in them, not the first only. */
export function readFlags(argv: readonly string[]): {
  readonly flags: Flags;
  readonly diagnostics: readonly Diagnostic[];
} {
  const diagnostics: Diagnostic[] = [];
  const add = (headline: string, help: string): void => {
    diagnostics.push(problem('invalid-input', headline, { help }));
  };
  const { values, positionals, tokens } = parseArgs({
    args: [...argv],
    options,
    allowPositionals: true,
    strict: false,
    tokens: true,
  });
  for (const token of tokens) {
    if (token.kind !== 'option') continue;
    if (!names.includes(token.name)) {
      const all = `the options are ${names.map((name) => `--${name}`).join(', ')}`;
      add(
        `there is no option ${token.rawName}`,
        didYouMean(
          `--${token.name}`,
          names.map((name) => `--${name}`),
          all,
        ),
      );
    } else if (takesValue(token.name) && (token.value ?? '') === '') {
      add(`${token.rawName} needs a value`, `write it as ${token.rawName} <value>`);
    } else if (!takesValue(token.name) && token.value !== undefined) {
      add(`${token.rawName} takes no value`, `write ${token.rawName} alone`);
    }
  }
  const text = (value: string | boolean | undefined): string | null =>
    typeof value === 'string' && value !== '' ? value : null;

  const given = text(values.config) ?? 'access';
  const config = parseConfigDirectory(given);
  if (config === null)
    add(
      `--config ${JSON.stringify(given)} leaves the repository`,
      'name a directory from its root',
    );
  for (const [name, ref] of [
    ['base', text(values.base)],
    ['head', text(values.head)],
  ] as const)
    if (ref?.startsWith('-') === true)
      add(`--${name} ${JSON.stringify(ref)} is no git reference`, 'name a branch, tag or commit');

  const read = text(values.read) ?? 'auto';
  if (read !== 'auto' && read !== 'complete')
    add(`--read ${JSON.stringify(read)} is no way of reading`, 'use auto or complete');

  const help = values.help === true;
  const [word, ...more] = positionals;
  const mode = terminalModes.find((candidate) => candidate === word) ?? null;
  if (mode === null && !help) diagnostics.push(unknownMode(word));
  if (more.length > 0) add(`${more.join(' ')}: one mode at a time`, 'see --help');

  return {
    flags: {
      mode,
      config: config ?? 'access',
      base: text(values.base),
      head: text(values.head),
      read: read === 'complete' ? read : 'auto',
      json: values.json === true,
      exitCode: values['exit-code'] === true,
      help,
    },
    diagnostics,
  };
}

function takesValue(name: string): boolean {
  return ['config', 'base', 'head', 'read'].includes(name);
}

function unknownMode(word: string | undefined): Diagnostic {
  const all = `use one of ${terminalModes.join(', ')}`;
  if (word === undefined) return problem('unknown-mode', 'no mode was named', { help: all });
  return problem('unknown-mode', `there is no mode ${JSON.stringify(word)}`, {
    help: didYouMean(word, terminalModes, all),
  });
}
