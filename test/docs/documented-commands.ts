import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { codeBlocks, codeSpans, pages } from './markdown.ts';
import { type ShellCommand, shellCommands } from './shell-commands.ts';

export interface DocumentedCommand extends ShellCommand {
  readonly page: string;
  /** Where its relative paths begin, in this repository. */
  readonly folder: string;
}

/** Programs that running text names with arguments, to be typed. */
const typed =
  /^(?:[A-Z_]+=\S+ )*(?:npm|npx|node|git|gh|az|aws|terraform|identity-center-reconciler) \S/;

/** Every command that a page tells to type: `sh` blocks, `$ …` lines of others, and code in running text. */
export function documentedCommands(): readonly DocumentedCommand[] {
  return pages.flatMap((page) => {
    // One shell for a page: where it went, the next example begins.
    let folder = beginning(page);
    const within = (text: string): readonly DocumentedCommand[] =>
      shellCommands(text).map((command) => {
        const [program, to = ''] = command.words;
        if (program === 'cd' && existsSync(join(folder, to))) folder = join(folder, to);
        return { ...command, page, folder };
      });
    return [
      ...codeSpans(page)
        .filter((span) => typed.test(span) && !/[<>…]|^npm run$/.test(span))
        .flatMap(within),
      ...codeBlocks(page).flatMap(({ info, text }) =>
        within(info === 'sh' ? text : prompted(text)),
      ),
    ];
  });
}

/** By its name, as a file of a clone, and by `npx` from a clone or from a release; one word a line. */
const ours =
  /^(?:identity-center-reconciler|(?:npx\n)?node\n(?:PATH-TO\/)?dist\/cli\.js|npx\n--yes\n--offline\n(?:--package\n\S+\n)?\S*identity-center-reconciler)(?:\n([\s\S]+))?$/;

/** Words of our command line, where a command starts it; null where it starts something else. */
export function ourWords({ words }: Pick<ShellCommand, 'words'>): readonly string[] | null {
  const found = ours.exec(words.join('\n'));
  return found === null ? null : (found[1]?.split('\n') ?? []);
}

/** From two clouds, one works in a copy of the example with Entra ID; on other pages in docs/ in a clone. */
function beginning(page: string): string {
  if (page === 'docs/from-two-clouds.md') return 'examples/entra';
  return page.startsWith('examples/') ? dirname(page) : '.';
}

function prompted(text: string): string {
  const lines = text.split('\n').filter((line) => line.startsWith('$ '));
  return lines.map((line) => line.slice(2)).join('\n');
}
