import { readFileSync } from 'node:fs';

const page = readFileSync(new URL('../../docs/doctor.md', import.meta.url), 'utf8');

/** The rows of a table of docs/doctor.md: what is allowed, and the checks that cannot tell without it. */
function rowsBelow(heading: string): ReadonlyMap<string, readonly string[]> {
  const [, after = ''] = page.split(`\n### ${heading}\n`);
  const [section = ''] = after.split(/\n##+ /);
  const rows = section
    .split('\n')
    .filter((line) => line.startsWith('| `'))
    .map((line) => line.split('|').slice(1, -1));
  return new Map(
    rows.map(([first = '', ...rest]) => [wordsIn(first)[0] ?? '', wordsIn(rest.at(-1) ?? '')]),
  );
}

function wordsIn(cell: string): string[] {
  return [...cell.matchAll(/`([^`]+)`/g)].map(([, word = '']) => word);
}

export const documentedGraph = rowsBelow('Microsoft Graph');
export const documentedAws = rowsBelow('AWS');
