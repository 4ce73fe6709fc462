import type { Attention } from '../model/attention.ts';
import type { Standing } from '../model/standing.ts';
import { element } from './element.ts';

export const signs: Readonly<Record<Standing | Attention, string>> = {
  administrator: '▲',
  declared: '✓',
  undeclared: '?',
  missing: '○',
  ignored: '⊘',
  unmanaged: '~',
  'other-owner': '≠',
  direct: '!',
  disabled: '!',
  gone: '!',
  unread: '?',
  inactive: '!',
  open: '!',
  off: '!',
};

/** A word in a frame, with a sign of its own so that colour says nothing alone. */
export function badge(kind: Standing | Attention, words: string): HTMLElement {
  const sign = element('span', '', { attributes: { 'aria-hidden': 'true' } }, `${signs[kind]} `);
  return element('span', `badge ${kind}`, {}, sign, words);
}
