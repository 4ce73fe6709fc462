import { escapeLogLine } from './escape-log-line.ts';
import { stateRmCommands } from '../core/import/terraform/let-go.ts';
import { leftOut } from '../core/import/left-out.ts';
import { type ImportTelling, nextSteps, verdictOf } from './import-sections.ts';
import { count, thousands } from './words.ts';

const MOST_NAMES = 12;
const MOST_FILES = 40;

/** An import for a person at a terminal, and for the log. */
export function importWords(telling: ImportTelling): string {
  const lines = [
    `imported ${verdictOf(telling)}`,
    ...some(telling.written, MOST_FILES).map((path) => `  ${path}`),
    ...leftOut(telling.imported.notes).flatMap(({ headline, names, advice }) => [
      '',
      `left out: ${headline}`,
      ...some(names, MOST_NAMES).map((name) => `  ${name}`),
      `  ${advice}`,
    ]),
    ...commandsOf(telling),
    '',
    'next',
    ...nextSteps(telling).map((step, at) => `  ${at + 1}. ${step}`),
    '',
  ];
  return `${lines.map(escapeLogLine).join('\n')}\n`;
}

/** To be copied, so a line that the runner could take for a command is left to the file. */
function commandsOf({ imported: { handover } }: ImportTelling): readonly string[] {
  if (handover === null) return [];
  const { letGo, staying } = handover;
  const stays =
    staying.length === 0
      ? []
      : ['', `stays with Terraform: ${count(staying.length, 'resource')} that no file says`];
  if (letGo.length === 0) return stays;
  const lines = stateRmCommands(letGo).flatMap((command) => command.split('\n'));
  const isLong = lines.length > MOST_FILES || lines.some((line) => escapeLogLine(line) !== line);
  const shown = isLong ? ['  (in terraform-handover.md)'] : lines.map((line) => `  ${line}`);
  return [...stays, '', 'to make Terraform forget what was taken over', ...shown];
}

function some(names: readonly string[], most: number): readonly string[] {
  if (names.length <= most) return names;
  return [...names.slice(0, most), `and ${thousands(names.length - most)} more`];
}
