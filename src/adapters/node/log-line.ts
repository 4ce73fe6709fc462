import { visible } from '../../core/diagnostics/hidden-characters.ts';

/**
 * Text as one line of a log, whatever it holds. The runner takes `::` at the start of a line, after any
 * white space, for a command, and `##[` anywhere; a terminal obeys control characters.
 */
export function logLine(text: string): string {
  return visible(text)
    .replace(/^(\s*):(?=:)/u, '$1: ')
    .replaceAll('##[', '## [');
}
