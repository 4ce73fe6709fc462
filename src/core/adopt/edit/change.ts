import type { YamlNode } from '../../mapping/write/yaml-nodes.ts';

/** Steps from a file's root: keys of maps, indexes of lists, as they stand before anything changes. */
export type YamlPath = readonly (string | number)[];

/** One change to what a mapping file says. What it does not name keeps every byte. */
export type Change =
  | {
      /** Gives a key a value. Where the map itself is missing, it is made. */
      readonly kind: 'set';
      readonly path: YamlPath;
      readonly value: YamlNode;
      /** The key that a new one follows; the last one unless it is given. */
      readonly after?: string;
    }
  /** Takes out a key or an item. */
  | { readonly kind: 'remove'; readonly path: YamlPath }
  | {
      /** Adds an item to the list at `path`, which is made where it is missing. */
      readonly kind: 'add';
      readonly path: YamlPath;
      readonly value: YamlNode;
      /** The index of the item that it follows; the last one unless it is given. */
      readonly after?: number;
    };

/** A part of a text and what is to stand there instead. */
export interface Edit {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}
