import { readFileSync } from 'node:fs';
import type { CodeEntry } from '../../src/core/diagnostics/code-entry.ts';
import { mappingCodes } from '../../src/core/diagnostics/mapping-codes.ts';
import { planCodes } from '../../src/core/diagnostics/plan-codes.ts';
import { runCodes } from '../../src/core/diagnostics/run-codes.ts';
import { symptoms } from './symptoms.ts';

const sections: readonly {
  readonly title: string;
  readonly intro: string;
  readonly codes: Readonly<Record<string, CodeEntry>>;
}[] = [
  {
    title: 'What the files alone show',
    intro:
      'Found without any credentials, by every mode and by `validate`. Errors here end the run with `result: invalid` before AWS is asked anything.',
    codes: mappingCodes,
  },
  {
    title: 'What the files and the organization show together',
    intro:
      'Found while planning. An error that this change causes ends the run with `result: blocked` and exit status 1; where the world moved under an unchanged rule, it blocks what it concerns and fails nothing.',
    codes: planCodes,
  },
  {
    title: 'What a run shows',
    intro: 'Inputs, credentials, answers of AWS and GitHub, and what an apply did not do.',
    codes: runCodes,
  },
];

/** `docs/diagnostics.md`, made from the catalog, so that no code is left out and none is told twice. */
export function diagnosticsPage(): string {
  return [
    '# Troubleshooting',
    'Every problem that the program reports has a code. Codes are stable: search for them on this page. If you have none, begin with what you see.',
    '## By what you see',
    symptomList(),
    'With half an apply done, run it again. It goes on from what is live, and nobody loses in between what they keep. Its comment and summary say what is live now and the one next step.',
    '## How a diagnostic reads',
    'A diagnostic says where (file, line and column, or `plan` or `apply`), how bad (`error`, `warning`, `info`), the code, what is wrong, the line with a mark under it, and mostly one thing to do:',
    fence(firstDiagnostic()),
    'This page is made from `src/core/diagnostics`; a test keeps it so.',
    ...sections.flatMap(({ title, intro, codes }) => [
      `## ${title}`,
      intro,
      ...Object.entries(codes).flatMap(([code, { meaning, remedy }]) => [
        `### ${code}`,
        escape(meaning),
        `**Do:** ${escape(remedy)}`,
      ]),
    ]),
  ]
    .join('\n\n')
    .concat('\n');
}

function symptomList(): string {
  return symptoms
    .map(({ see, first, codes, page }) => {
      const links = codes.map((code) => `[${code}](#${code})`);
      if (page !== undefined) links.push(`[${page.title}](${page.address})`);
      return `- **${see}.** ${first} ${links.join(', ')}`;
    })
    .join('\n');
}

function firstDiagnostic(): string {
  const file = new URL('../scenarios-mapping/misspelt-keys/diagnostics.txt', import.meta.url);
  return readFileSync(file, 'utf8').split('\n\n', 1)[0] ?? '';
}

function fence(text: string): string {
  return `\`\`\`text\n${text}\n\`\`\``;
}

/** Catalog sentences are plain text but for code spans; Markdown would take some of it for its own. */
function escape(text: string): string {
  return text
    .split(/(`[^`]*`)/)
    .map((part, index) => (index % 2 === 1 ? part : part.replace(/[\\*_<[\]]/g, '\\$&')))
    .join('');
}
