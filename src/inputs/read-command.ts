import { parseArgs } from 'node:util';
import type { Diagnostic } from '../core/diagnostics/diagnostic.ts';
import { didYouMean } from '../core/diagnostics/nearest.ts';
import type { ExplainQuestion } from '../core/explain/question.ts';
import { isOptionName, type OptionName, optionNames, optionOf } from './command-options.ts';
import { parseConfigDirectory } from './config-directory.ts';
import { readQuestion } from './explain-question.ts';
import type { Importing } from './importing.ts';
import { isMode, modes, type Mode } from './mode.ts';
import { problem } from './problem.ts';

export interface Flags {
  /** Null where it is missing or has a problem. */
  readonly mode: Mode | null;
  readonly config: string;
  readonly base: string | null;
  readonly head: string | null;
  readonly read: 'auto' | 'complete';
  readonly watch: boolean;
  readonly writeSchema: string | null;
  readonly question: ExplainQuestion | null;
  readonly output: string | null;
  readonly owner: string | null;
  readonly importing: Importing;
  readonly region: string | null;
  readonly profile: string | null;
  readonly json: boolean;
  readonly exitCode: boolean;
  readonly noColor: boolean;
}

/** A command line, read: something to print, or a mode to run. */
export type Command =
  | { readonly kind: 'version' }
  /** Null for help in general. */
  | { readonly kind: 'help'; readonly mode: Mode | null }
  | {
      readonly kind: 'run';
      readonly flags: Flags;
      readonly diagnostics: readonly Diagnostic[];
    };

type Given = Readonly<Record<string, string | boolean | undefined>>;
type Add = (headline: string, help: string) => void;

/** The arguments after `node cli.js`; every problem in them, not the first only. */
export function readCommand(argv: readonly string[]): Command {
  const diagnostics: Diagnostic[] = [];
  const add: Add = (headline, help) => {
    diagnostics.push(problem('invalid-input', headline, { help }));
  };
  const { values, positionals, tokens } = parseArgs({
    args: [...argv],
    options: parserOptions(),
    allowPositionals: true,
    strict: false,
    tokens: true,
  });
  const words = positionals[0] === 'help' ? positionals.slice(1) : positionals;
  const asksHelp = words !== positionals || values['help'] === true;
  const [word, ...more] = words;
  const mode = word !== undefined && isMode(word) ? word : null;
  if (asksHelp && (word === undefined || mode !== null)) return { kind: 'help', mode };
  if (values['version'] === true && word === undefined) return { kind: 'version' };

  for (const token of tokens) {
    if (token.kind === 'option')
      checkOption(mode, token.name, token.rawName, token.value ?? null, add);
  }
  const { flags, problems } = readValues(mode, values, add);
  if (mode === null) diagnostics.push(unknownMode(word));
  if (more.length > 0) add(`${more.join(' ')}: one mode at a time`, 'see --help');
  diagnostics.push(...problems);
  return { kind: 'run', flags: { ...flags, mode }, diagnostics };
}

/** As parseArgs wants them: what takes a value, and the short spellings. */
function parserOptions() {
  return Object.fromEntries(
    optionNames(null).map((name) => {
      const { value, short } = optionOf(name);
      const type = value === null ? ('boolean' as const) : ('string' as const);
      return [name, { type, ...(short !== undefined && { short }) }];
    }),
  );
}

function checkOption(
  mode: Mode | null,
  name: string,
  spelled: string,
  value: string | null,
  add: Add,
): void {
  if (!isOptionName(name)) {
    const known = optionNames(mode).map((one) => `--${one}`);
    const all = `the options are ${known.join(', ')}`;
    add(`there is no option ${spelled}`, didYouMean(`--${name}`, known, all));
    return;
  }
  const { value: placeholder, modes: knownBy } = optionOf(name);
  if (mode !== null && knownBy !== null && !knownBy.includes(mode)) {
    const words = knownBy.length === 1 ? 'is only for the mode' : 'is only for the modes';
    add(
      `${mode} does not know the option ${spelled}`,
      `leave it out: it ${words} ${knownBy.join(', ')}`,
    );
  } else if (placeholder !== null && (value ?? '') === '') {
    add(`${spelled} needs a value`, `write it as ${spelled} <value>`);
  } else if (placeholder === null && value !== null) {
    add(`${spelled} takes no value`, `write ${spelled} alone`);
  }
}

function readValues(mode: Mode | null, values: Given, add: Add) {
  const text = (name: OptionName): string | null => {
    const value = values[name];
    return typeof value === 'string' && value !== '' ? value : null;
  };
  const given = text('config') ?? 'access';
  const config = parseConfigDirectory(given);
  if (config === null)
    add(
      `--config ${JSON.stringify(given)} leaves the repository`,
      'name a directory from its root',
    );
  for (const name of ['base', 'head'] as const) {
    const ref = text(name);
    if (ref?.startsWith('-') === true)
      add(`--${name} ${JSON.stringify(ref)} is no git reference`, 'name a branch, tag or commit');
  }
  const read = text('read') ?? 'auto';
  if (read !== 'auto' && read !== 'complete')
    add(`--read ${JSON.stringify(read)} is no way of reading`, 'use auto or complete');
  if (values['watch'] === true && values['json'] === true)
    add('--json is one document, and --watch never ends', 'use one of them');
  if (values['watch'] === true && text('head') !== null)
    add('--watch looks at the files as they are edited, and --head at a commit', 'use one of them');

  const { question, diagnostics: problems } = readQuestion(
    mode === 'explain' ? mode : null,
    {
      principal: text('principal'),
      account: text('account'),
      'permission-set': text('permission-set'),
      rule: text('rule'),
    },
    (name) => `--${name}`,
  );
  const flags = {
    config: config ?? 'access',
    base: text('base'),
    head: text('head'),
    read: read === 'complete' ? ('complete' as const) : ('auto' as const),
    watch: values['watch'] === true,
    writeSchema: text('write-schema'),
    question,
    output: text('output'),
    owner: text('owner'),
    importing: {
      force: values['force'] === true,
      exact: values['exact'] === true,
      users: values['users'] === true,
      terraformState: text('terraform-state'),
    },
    region: text('region'),
    profile: text('profile'),
    json: values['json'] === true,
    exitCode: values['exit-code'] === true,
    noColor: values['no-color'] === true,
  };
  return { flags, problems };
}

function unknownMode(word: string | undefined): Diagnostic {
  const all = `use one of ${modes.join(', ')}; --help tells what each does`;
  if (word === undefined) return problem('unknown-mode', 'no mode was named', { help: all });
  return problem('unknown-mode', `there is no mode ${JSON.stringify(word)}`, {
    help: didYouMean(word, [...modes, 'help'], all),
  });
}
