import type { Span } from '../diagnostics/span.ts';
import type { Tree } from './read/tree.ts';

/** A key of a map, or an index of a list. */
export type TreeStep = string | number;

/**
 * Where a part of a tree stands: at its key in a map, else at itself. What is not there stands where
 * the way to it ends. A list of one may be written as the one.
 */
export function placeInTree(tree: Tree, path: readonly TreeStep[]): Span {
  let at = tree.at;
  let place = tree;
  for (const step of path) {
    if (place.kind === 'list' && typeof step === 'number') {
      const item = place.items[step];
      if (item === undefined) return at;
      place = item;
      at = item.at;
    } else if (place.kind === 'map' && typeof step === 'string') {
      const entry = place.entries.get(step);
      if (entry === undefined) return at;
      place = entry.value;
      at = entry.keyAt;
    } else if (step !== 0) {
      return at;
    }
  }
  return at;
}

/** Where a text stands first; the tree itself where it is nowhere. */
export function placeOfText(tree: Tree, text: string): Span {
  return findText(tree, text) ?? tree.at;
}

function findText(tree: Tree, text: string): Span | null {
  switch (tree.kind) {
    case 'scalar':
      return tree.value === text ? tree.at : null;
    case 'list':
      return firstIn(tree.items, text);
    case 'map':
      return firstIn(
        Array.from(tree.entries.values(), ({ value }) => value),
        text,
      );
    default:
      return tree satisfies never;
  }
}

function firstIn(trees: readonly Tree[], text: string): Span | null {
  for (const tree of trees) {
    const found = findText(tree, text);
    if (found !== null) return found;
  }
  return null;
}
