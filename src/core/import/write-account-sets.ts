import { mapNode, wordsNode, yamlText } from '../mapping/write/yaml-nodes.ts';
import type { AccountSetDraft } from './account-sets.ts';
import { type Files, pathIn } from './files-as-source.ts';
import { schemaLine } from './schema-line.ts';

const INDENT = 30;
/** Sets in one file, after which the next begins. */
const MOST = 250;

export function accountSetFiles(directory: string, sets: readonly AccountSetDraft[]): Files {
  const pieces = Array.from({ length: Math.ceil(sets.length / MOST) }, (_, at) =>
    sets.slice(at * MOST, (at + 1) * MOST),
  );
  return new Map(
    pieces.map((some, at) => {
      const name = pieces.length === 1 ? 'account-sets' : `account-sets/${at + 1}`;
      return [pathIn(directory, `${name}.yaml`), fileOf(some)];
    }),
  );
}

function fileOf(sets: readonly AccountSetDraft[]): string {
  const map = mapNode(sets.map(({ name, words }) => [name, wordsNode(words, INDENT)]));
  return yamlText(mapNode([['accountSets', map]]), [
    schemaLine,
    'Lists of accounts that several rules repeat. The names are suggestions: change one here and in',
    'the rules that say "set:" with it.',
  ]);
}
