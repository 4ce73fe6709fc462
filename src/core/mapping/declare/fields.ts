import type * as z from 'zod';
import type { Located, Span } from '../../diagnostics/span.ts';
import type { MapEntry, Tree } from '../read/tree.ts';

/**
 * Lenient access to a map: what is absent or of another kind than asked for reads as nothing,
 * because check-shape.ts has reported it already. So one mistake hides no other.
 */
export interface Fields<Key extends string> {
  readonly at: Span;
  readonly has: (key: Key) => boolean;
  readonly tree: (key: Key) => Tree | null;
  readonly keyAt: (key: Key) => Span | null;
  readonly text: (key: Key) => Located<string> | null;
  /** The texts of one string or a list of them. */
  readonly texts: (key: Key) => readonly Located<string>[];
  readonly number: (key: Key) => number | null;
  readonly flag: (key: Key) => boolean | null;
  readonly items: (key: Key) => readonly Tree[];
}

/** Keys of a schema's map, so that a reader cannot ask for one that the schema does not know. */
export type KeysOf<Schema extends z.ZodObject> = keyof z.infer<Schema> & string;

export function fieldsOf<Schema extends z.ZodObject>(tree: Tree): Fields<KeysOf<Schema>> {
  const entries: ReadonlyMap<string, MapEntry> = tree.kind === 'map' ? tree.entries : new Map();
  const treeOf = (key: string): Tree | null => entries.get(key)?.value ?? null;
  const scalar = (key: string): string | number | boolean | null => {
    const found = treeOf(key);
    return found?.kind === 'scalar' ? found.value : null;
  };
  return {
    at: tree.at,
    has: (key) => entries.has(key),
    tree: treeOf,
    keyAt: (key) => entries.get(key)?.keyAt ?? null,
    text: (key) => textsOf(treeOf(key), false)[0] ?? null,
    texts: (key) => textsOf(treeOf(key), true),
    number: (key) => {
      const value = scalar(key);
      return typeof value === 'number' && Number.isFinite(value) ? value : null;
    },
    flag: (key) => {
      const value = scalar(key);
      return typeof value === 'boolean' ? value : null;
    },
    items: (key) => {
      const found = treeOf(key);
      return found?.kind === 'list' ? found.items : [];
    },
  };
}

/** Non-empty texts of a scalar or, where lists are taken, of a list. */
export function textsOf(tree: Tree | null, lists: boolean): readonly Located<string>[] {
  if (tree?.kind === 'list' && lists) return tree.items.flatMap((item) => textsOf(item, false));
  return tree?.kind === 'scalar' && typeof tree.value === 'string' && tree.value !== ''
    ? [{ value: tree.value, at: tree.at }]
    : [];
}

/** Entries of a map, in file order. */
export function entriesOf(tree: Tree | null): readonly (readonly [string, MapEntry])[] {
  return tree?.kind === 'map' ? [...tree.entries] : [];
}
