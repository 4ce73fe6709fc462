import * as fc from 'fast-check';
import { compareText } from '../../../src/core/model/order.ts';
import { hostile } from './corpus.ts';

/** How many different foreign texts one case holds. */
export const KINDS = 24;

function tokenOf(index: number): string {
  return `n${String(index).padStart(2, '0')}n`;
}

/** A harmless word that stands for a foreign text. */
export const token: fc.Arbitrary<string> = fc.nat(KINDS - 1).map(tokenOf);

/** By token: what it says. Different tokens say different things, and sort as these do. */
export type Words = ReadonlyMap<string, string>;

export function wordsOf(texts: readonly string[]): Words {
  const sorted = [...new Set(texts)].toSorted(compareText);
  return new Map(sorted.map((text, index) => [tokenOf(index), text]));
}

export const words: fc.Arbitrary<Words> = fc
  .uniqueArray(hostile, { minLength: KINDS, maxLength: KINDS })
  .map(wordsOf);

/** The same data with every token replaced, in keys and within JSON texts too. */
export function spoken<T>(data: T, by: Words): T {
  const say = (text: string): string => text.replace(/n\d\dn/g, (found) => by.get(found) ?? found);
  const revive = (_: string, value: unknown): unknown => {
    if (typeof value === 'string') return value.startsWith('{"') ? again(value) : say(value);
    if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
    return Object.fromEntries(Object.entries(value).map(([key, item]) => [say(key), item]));
  };
  const again = (json: string): string => JSON.stringify(JSON.parse(json, revive));
  return JSON.parse(JSON.stringify(data), revive) as T;
}
