import { compareText } from '../../../src/core/model/order.ts';
import { type PageElement, proseOf } from './rendered.ts';

/** Elements that foreign text may need more or fewer of, without any of its syntax being obeyed. */
const within: ReadonlySet<string> = new Set(['code', 'a']);
const spoken: ReadonlySet<string> = new Set(['h2', 'h3', 'strong', 'summary']);

function ownWords(element: PageElement): string {
  const words = proseOf(element).replace('(empty)', '').replaceAll('\u200E', '');
  return words.replace(/\s+/g, ' ').trim();
}

/**
 * A page without what foreign text may differ in: every element but code and links, in its place, with
 * the words of headings, summaries and what is stressed, which are all ours; marks beside names are no words.
 */
export function skeleton(element: PageElement, depth = 0): string {
  const lead = '  '.repeat(depth);
  if (element.name === 'pre') return `${lead}pre`;
  const alert = element.name === 'blockquote' ? (/\[!\w+\]/.exec(proseOf(element))?.[0] ?? '') : '';
  const words = spoken.has(element.name) ? ownWords(element) : '';
  const below = element.children
    .filter((node) => typeof node !== 'string')
    .filter(({ name }) => !within.has(name))
    .map((node) => skeleton(node, depth + 1));
  // Lists are sorted by names.
  if (element.name === 'ul') below.sort(compareText);
  return [
    `${lead}${[element.name, alert, words].filter((part) => part !== '').join(' ')}`,
    ...below,
  ].join('\n');
}
