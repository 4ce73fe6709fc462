import type { Standing } from '../model/standing.ts';
import { element } from './element.ts';

const signs: Readonly<Record<Standing | 'administrator', string>> = {
  administrator: '▲',
  declared: '✓',
  undeclared: '?',
  missing: '○',
  ignored: '–',
  unmanaged: '·',
  'other-owner': '·',
};

/** A word in a frame, with a sign of its own so that colour says nothing alone. */
export function badge(kind: Standing | 'administrator', words: string): HTMLElement {
  const sign = element('span', '', { attributes: { 'aria-hidden': 'true' } }, `${signs[kind]} `);
  return element('span', `badge ${kind}`, {}, sign, words);
}
