import { codeSpan, escapeMarkdown } from './escape.ts';
import { leftOut } from '../core/import/left-out.ts';
import { type ImportTelling, nextSteps, verdictOf } from './import-sections.ts';
import { sentence, thousands } from './words.ts';

const MOST_NAMES = 50;
const MOST_FILES = 200;

/** An import for the summary of a job. */
export function importSummary(telling: ImportTelling): string {
  const parts = [
    '## Imported mapping files',
    `${sentence(verdictOf(telling))}.`,
    list(telling.written, MOST_FILES),
    ...leftOut(telling.imported.notes).flatMap(({ headline, names, advice }) => [
      `### Left out: ${headline}`,
      list(names, MOST_NAMES),
      escapeMarkdown(advice),
    ]),
    '### Next',
    nextSteps(telling)
      .map((step) => `- ${escapeMarkdown(step)}`)
      .join('\n'),
  ];
  return `${parts.filter((part) => part !== '').join('\n\n')}\n`;
}

function list(names: readonly string[], most: number): string {
  const more = names.length - most;
  return [
    ...names.slice(0, most).map((name) => `- ${codeSpan(name)}`),
    ...(more > 0 ? [`- and ${thousands(more)} more`] : []),
  ].join('\n');
}
