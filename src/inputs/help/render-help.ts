import { isMode, type Mode, modes } from '../mode.ts';
import { optionNames, type OptionName, optionOf } from '../command-options.ts';
import { modePages } from './mode-pages.ts';

export const programName = 'identity-center-reconciler';
const WIDTH = 100;
/** Each with its first example in the program's help. */
const firstSteps: readonly Mode[] = ['import', 'validate', 'plan', 'explain'];

/** What `--help` prints: of one mode, or of the whole program. With `color` its headings are bold. */
export function renderHelp(mode: Mode | null, color = false): string {
  const text = mode === null ? programHelp() : modeHelp(mode);
  if (!color) return text;
  return text.replaceAll(/\n\n((?:Usage:|[A-Z][\w -]*$))/gm, (_, title: string) => {
    return `\n\n\u001B[1m${title}\u001B[0m`;
  });
}

function programHelp(): string {
  const general = optionNames(null).filter((name) => optionOf(name).modes === null);
  return page([
    ['Makes who may do what in AWS IAM Identity Center what reviewed mapping files say.'],
    [`Usage: ${programName} <mode> [options]`, `       ${programName} help <mode>`],
    ['Modes', ...columns(modesInOrder().map((mode) => [mode, modePages[mode].summary]))],
    ['Options of every mode', ...columns(optionRows([...general]))],
    [
      'Environment',
      ...columns([
        ['AWS_PROFILE, …', 'the standard variables, profiles and SSO sign-in of the AWS SDK'],
        ['AZURE_CLIENT_ID, …', 'sign-in to Entra ID; without it, whoever az login signed in'],
        ['GITHUB_TOKEN', 'with GITHUB_REPOSITORY: what was reviewed and applied, from GitHub'],
        ['NO_COLOR', 'no colours; FORCE_COLOR: colours, also where the output is no terminal'],
      ]),
    ],
    ['Exit status', ...columns(statusRows([]))],
    ['Examples', ...firstSteps.flatMap((mode) => examplesOf(mode).slice(0, 2))],
  ]);
}

function modeHelp(mode: Mode): string {
  const { about, json, statuses } = modePages[mode];
  return page([
    wrap(about, WIDTH),
    [`Usage: ${programName} ${mode} [options]`],
    ['Options', ...columns(optionRows(optionNames(mode)))],
    ['With --json', `  ${json}`],
    ['Exit status', ...columns(statusRows(statuses))],
    ['Examples', ...examplesOf(mode)],
  ]);
}

export function modesInOrder(): readonly Mode[] {
  const listed = Object.keys(modePages).filter(isMode);
  return listed.length === modes.length ? listed : modes;
}

function examplesOf(mode: Mode): readonly string[] {
  return modePages[mode].examples.flatMap(({ line, what }) => [
    `  # ${what}`,
    `  ${programName} ${line}`,
  ]);
}

type Row = readonly [string, string];

function optionRows(names: readonly OptionName[]): readonly Row[] {
  return names.map((name) => {
    const { short, value, what } = optionOf(name);
    const left = `${short === undefined ? '' : `-${short}, `}--${name}`;
    return [value === null ? left : `${left} ${value}`, what];
  });
}

function statusRows(own: readonly (readonly [number, string])[]): readonly Row[] {
  const meanings = new Map([
    [0, 'nothing is wrong'],
    [1, 'an error, or something that must not be'],
    ...(own.length > 0 ? [] : [[2, 'changes, with --exit-code'] as const]),
    ...own,
  ]);
  return [...meanings].map(([status, meaning]) => [String(status), meaning]);
}

function columns(rows: readonly Row[]): readonly string[] {
  const left = Math.max(...rows.map(([term]) => term.length)) + 4;
  return rows.flatMap(([term, meaning]) =>
    wrap(meaning, WIDTH - left).map(
      (line, index) => (index === 0 ? `  ${term}` : '').padEnd(left) + line,
    ),
  );
}

function wrap(text: string, width: number): readonly string[] {
  const lines: string[] = [];
  for (const word of text.split(' ')) {
    const last = lines.at(-1);
    if (last === undefined || last.length + 1 + word.length > width) lines.push(word);
    else lines[lines.length - 1] = `${last} ${word}`;
  }
  return lines;
}

function page(paragraphs: readonly (readonly string[])[]): string {
  return `${paragraphs.map((lines) => lines.join('\n')).join('\n\n')}\n`;
}
