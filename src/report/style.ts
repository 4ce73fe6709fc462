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
