import type { Diagnostic } from '../../diagnostics/diagnostic.ts';
import { errorAt } from '../../diagnostics/error-at.ts';
import { place } from '../../diagnostics/place.ts';
import type { Span } from '../../diagnostics/span.ts';
import type { MapEntry, Tree } from './tree.ts';

/** JavaScript's own names, which other programs that read these files may trip over. */
const forbidden = new Set(['__proto__', 'constructor', 'prototype']);

export interface MapBuilder {
  readonly entries: ReadonlyMap<string, MapEntry>;
  readonly add: (key: string, keyAt: Span, value: Tree) => void;
  readonly addIfAbsent: (key: string, entry: MapEntry) => void;
}

/** Collects a map's entries; a key that stands twice or must not stand at all is reported and left out. */
export function mapBuilder(diagnostics: Diagnostic[]): MapBuilder {
  const entries = new Map<string, MapEntry>();
  return {
    entries,
    add(key, keyAt, value) {
      const first = entries.get(key);
      if (forbidden.has(key)) {
        diagnostics.push(
          errorAt(keyAt, 'forbidden-key', `"${key}" cannot be used as a key`, {
            why: 'it is a name with a meaning of its own in JavaScript',
            help: 'choose another name',
          }),
        );
      } else if (first === undefined) {
        entries.set(key, { keyAt, value });
      } else {
        diagnostics.push(
          errorAt(keyAt, 'duplicate-key', `"${key}" stands twice in this map`, {
            why: `the first is at ${place(first.keyAt)}; only one of them could count`,
            help: 'keep one, and put what both hold into it',
          }),
        );
      }
    },
    addIfAbsent(key, entry) {
      if (!entries.has(key)) entries.set(key, entry);
    },
  };
}
