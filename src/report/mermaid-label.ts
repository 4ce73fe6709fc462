import { cut } from './cut.ts';
import { showInvisible } from './show-invisible.ts';

const LONGEST = 40;

/**
 * Every mark of ASCII by its HTML name, as Mermaid wants it: `#lt;`. No mark stands for itself, so none
 * can be syntax of Mermaid, of the Markdown and HTML that it reads in labels, or of the page around it.
 * Not by number: `#60` would be a reference to an issue. The last four are what Mermaid itself writes in
 * place of an entity while it works.
 */
const names: Readonly<Record<string, string>> = {
  '!': 'excl',
  '"': 'quot',
  '#': 'num',
  $: 'dollar',
  '%': 'percnt',
  '&': 'amp',
  "'": 'apos',
  '(': 'lpar',
  ')': 'rpar',
  '*': 'ast',
  '+': 'plus',
  ',': 'comma',
  '.': 'period',
  '/': 'sol',
  ':': 'colon',
  ';': 'semi',
  '<': 'lt',
  '=': 'equals',
  '>': 'gt',
  '?': 'quest',
  '@': 'commat',
  '[': 'lsqb',
  '\\': 'bsol',
  ']': 'rsqb',
  '^': 'Hat',
  _: 'lowbar',
  '`': 'grave',
  '{': 'lcub',
  '|': 'verbar',
  '}': 'rcub',
  // These two have no name; what has one looks the same.
  '~': 'sim',
  '-': 'dash',
  ﬂ: 'fllig',
  '°': 'deg',
  '¶': 'para',
  ß: 'szlig',
};

const special = /[!-,./:-@[\]-`\\{-~ﬂ°¶ß]/g;
// A hyphen is harmless but where it starts a list, or what GitHub takes for a reference.
const hyphen = /^-|(?<=\bGH)-(?=\d)/gi;
// Mermaid takes a whole line for a statement that has these words anywhere, also in a label.
const direction = /(?<=direction) /g;

function entity(mark: string): string {
  return `#${names[mark] ?? 'quest'};`;
}

/** Foreign text as the label of a node, with its quotes. */
export function mermaidLabel(text: string, most = LONGEST): string {
  const seen = cut(showInvisible(text).replace(/ {2,}/g, ' ').trim(), most);
  const escaped = (seen === '' ? '(empty)' : seen)
    .replace(special, entity)
    .replace(hyphen, entity)
    .replace(direction, '#nbsp;');
  return `"${escaped}"`;
}
