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

function saying(say: (token: string) => string): (key: string, value: unknown) => unknown {
  const replaced = (text: string): string => text.replace(/n\d\dn/g, say);
  return (_, value) => {
    if (typeof value === 'string') return replaced(value);
    if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
    return Object.fromEntries(Object.entries(value).map(([key, item]) => [replaced(key), item]));
  };
}

/** The same data with every token replaced, in keys and in policies too. */
export function spoken<T>(data: T, by: Words): T {
  const say = (found: string): string => by.get(found) ?? found;
  const everywhere = saying(say);
  // A wildcard or a variable of IAM has a meaning there: what a policy then does is another policy.
  const inPolicy = saying((found) => `${say(found).replace(/[*?$]/g, '')}${found}`);
  return JSON.parse(JSON.stringify(data), (key, value: unknown) =>
    typeof value === 'string' && value.startsWith('{"')
      ? JSON.stringify(JSON.parse(value, inPolicy))
      : everywhere(key, value),
  ) as T;
}
