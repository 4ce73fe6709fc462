import { showInvisible } from './show-invisible.ts';

/**
 * One line of a log that the runner cannot take for a workflow command: it looks for `::` at the
 * start of a line after white space, and for `##[` anywhere.
 */
export function escapeLogLine(text: string): string {
  return showInvisible(text)
    .replace(/^( *):(?=:)/, '$1: ')
    .replace(/##(?=\[)/g, '## ');
}
