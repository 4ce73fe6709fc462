import { escapeLogLine } from './escape-log-line.ts';

// What escaping adds for GitHub alone; where it is foreign it is drawn, so none of these is anybody's.
const unseen = /[\u200B\u200E]/g;
const span = '(?<!`)(`+)(?!`)(.+?)(?<!`)';
const linkedCode = new RegExp(`\\[${span}\\1(?!\`)\\]\\([^()\\s]*\\)`, 'y');
const code = new RegExp(`${span}\\1(?!\`)`, 'y');
const link = /\[([^[\]`]*)\]\(([^()\s]*)\)/y;
const stress = /\*\*/y;

/** One line of our Markdown as the words that a reader of the page sees. */
function inline(text: string): string {
  let written = '';
  let at = 0;
  const take = (pattern: RegExp): RegExpExecArray | null => {
    pattern.lastIndex = at;
    const found = pattern.exec(text);
    if (found !== null) at += found[0].length;
    return found;
  };
  while (at < text.length) {
    const coded = take(linkedCode) ?? take(code);
    if (coded !== null) {
      const [, , content = ''] = coded;
      // The fence's own spaces: those of the text itself are drawn.
      written += /^ .+ $/.test(content) ? content.slice(1, -1) : content;
      continue;
    }
    const linked = take(link);
    if (linked !== null) {
      const [, words = '', url = ''] = linked;
      written += `${words} (${url})`;
      continue;
    }
    if (take(stress) !== null) continue;
    written += text.charAt(at);
    at += 1;
  }
  return written.replace(unseen, '');
}

const fenceLine = /^(?:> )?( *)(`{3,})[a-z]*$/;
const alert = /^> \[![A-Z]+\]$/;
const folded = /^( *)(?:<details>)?<summary>(.*)<\/summary>$/;

/**
 * A document that our own renderers wrote as Markdown, as text for a terminal or a log: the same words,
 * nothing folded, and lines to copy as they are. `stressed` draws headings.
 */
export function plainTextOf(markdown: string, stressed: (line: string) => string): string {
  const lines: string[] = [];
  const add = (line: string): void => {
    if (line !== '' || lines.at(-1) !== '') lines.push(line);
  };
  let fence: { readonly margin: string; readonly end: string } | null = null;
  for (const line of markdown.split('\n')) {
    if (fence !== null) {
      const content = line.startsWith(fence.margin) ? line.slice(fence.margin.length) : line;
      if (content === fence.end) fence = null;
      else lines.push(escapeLogLine(`${fence.margin}${content.replace(unseen, '')}`));
      continue;
    }
    const opened = fenceLine.exec(line);
    if (opened !== null) {
      const [, margin = '', end = ''] = opened;
      fence = { margin, end };
      continue;
    }
    const bare = line.replace(/^> ?/, '');
    if (alert.test(line) || /^ *<\/?details>$/.test(bare)) continue;
    const heading = /^#+ (.*)$/.exec(bare);
    const summary = folded.exec(bare);
    if (heading !== null) add(stressed(escapeLogLine(inline(heading[1] ?? ''))));
    else if (summary !== null)
      add(escapeLogLine(`${summary[1] ?? ''}${inline(summary[2] ?? '')}:`));
    else add(escapeLogLine(inline(bare)));
  }
  return `${lines.join('\n').trim()}\n`;
}
