import { cut } from './cut.ts';
import { codeSpan, escapeMarkdown } from './escape.ts';
import { showInvisible } from './show-invisible.ts';

/** How the same words are written for a page and for a terminal. */
export interface Style {
  /** A name from files or AWS. */
  readonly name: (text: string, most?: number) => string;
  /** Free text from files or AWS. */
  readonly prose: (text: string) => string;
  /** Our own word, stressed. */
  readonly strong: (word: string) => string;
}

export const markdown: Style = {
  name: codeSpan,
  prose: escapeMarkdown,
  strong: (word) => `**${word}**`,
};

export const plain: Style = {
  name: (text, most = 120) => (text === '' ? '(empty)' : cut(showInvisible(text), most)),
  prose: (text) => cut(showInvisible(text), 600),
  strong: (word) => word,
};

const colors = { bold: 1, red: 31, green: 32, yellow: 33, cyan: 36 } as const;

export type ColorName = keyof typeof colors;

/** Text in a colour at a terminal, as it is elsewhere. What is painted must be escaped already. */
export function painted(color: ColorName, text: string, isOn: boolean): string {
  return isOn ? `\u001B[${colors[color]}m${text}\u001B[0m` : text;
}
