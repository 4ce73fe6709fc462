import type { Span } from '../../diagnostics/span.ts';

/** YAML and JSON in one form: aliases resolved, every value and key with its place. */
export type Tree = ScalarTree | ListTree | MapTree;

export interface ScalarTree {
  readonly kind: 'scalar';
  readonly value: string | number | boolean | null;
  /** As written, where that differs from the value: an unquoted 012345678901 is a number. */
  readonly source: string;
  readonly at: Span;
  /** Where a part of the text stands, which may be lines below `at`; null where it is not written as itself. */
  readonly find?: (part: string) => Span | null;
  /** True for a stand-in of what could not be read and was reported: nobody should report it again. */
  readonly broken?: true;
}

export interface ListTree {
  readonly kind: 'list';
  readonly items: readonly Tree[];
  readonly at: Span;
}

export interface MapEntry {
  readonly keyAt: Span;
  readonly value: Tree;
}

export interface MapTree {
  readonly kind: 'map';
  /** In file order. A Map, for any key is only a key in it. */
  readonly entries: ReadonlyMap<string, MapEntry>;
  readonly at: Span;
}

/** The values alone, in objects without a prototype. */
export function plainValue(tree: Tree): unknown {
  switch (tree.kind) {
    case 'scalar':
      return tree.value;
    case 'list':
      return tree.items.map(plainValue);
    case 'map': {
      const plain: Record<string, unknown> = { __proto__: null };
      for (const [key, entry] of tree.entries) plain[key] = plainValue(entry.value);
      return plain;
    }
    default:
      return tree satisfies never;
  }
}

/** What stands there, in words: `the number 8`, `a list`. */
export function describeTree(tree: Tree): string {
  if (tree.kind === 'list') return tree.items.length === 0 ? 'an empty list' : 'a list';
  if (tree.kind === 'map') return tree.entries.size === 0 ? 'an empty map' : 'a map of keys';
  if (tree.value === null) return 'empty';
  if (typeof tree.value === 'string') return `the text "${shortened(tree.value)}"`;
  return typeof tree.value === 'number' ? `the number ${tree.source}` : tree.source;
}

function shortened(text: string): string {
  return text.length > 60 ? `${text.slice(0, 59)}…` : text;
}
