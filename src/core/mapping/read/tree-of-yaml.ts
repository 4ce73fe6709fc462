import {
  isAlias,
  isMap,
  isScalar,
  isSeq,
  type Alias,
  type Document,
  type Node,
  type Pair,
  type Scalar,
  type YAMLMap,
} from 'yaml';
import type { Checked, Diagnostic } from '../../diagnostics/diagnostic.ts';
import { errorAt } from '../../diagnostics/error-at.ts';
import { grouped } from '../../diagnostics/grouped.ts';
import { findHidden, codePointName } from '../../diagnostics/hidden-characters.ts';
import type { Span } from '../../diagnostics/span.ts';
import { limits } from '../limits.ts';
import { mapBuilder } from './map-builder.ts';
import type { SourceText } from './source-text.ts';
import type { MapTree, ScalarTree, Tree } from './tree.ts';

/** The library's document as a tree, with aliases and merge keys resolved within a bound. */
export function treeOfYaml(source: SourceText, document: Document.Parsed): Checked<Tree> {
  const builder = new TreeBuilder(source);
  for (const warning of document.warnings) {
    builder.diagnostics.push(unknownTag(source.spanOf(warning.pos[0], warning.pos[1])));
  }
  const contents: Node | null = document.contents;
  if (contents === null || (isScalar(contents) && contents.value === null)) {
    return { value: null, diagnostics: builder.diagnostics };
  }
  const value = builder.convert(contents, 0);
  const bomb = builder.diagnostics.find(({ code }) => code === 'too-many-aliases');
  return bomb === undefined
    ? { value, diagnostics: builder.diagnostics }
    : { value: null, diagnostics: [bomb] };
}

class TreeBuilder {
  readonly diagnostics: Diagnostic[] = [];
  readonly #source: SourceText;
  readonly #anchors = new Map<string, { tree: Tree; size: number } | 'open'>();
  #built = 0;
  #aliased = 0;

  constructor(source: SourceText) {
    this.#source = source;
  }

  convert(node: Node, depth: number): Tree {
    if (isAlias(node)) return this.#aliasTarget(node);
    const at = this.#span(node);
    if (depth > limits.depth) {
      this.#report(at, 'invalid-yaml', `values are nested more than ${limits.depth} levels deep`, {
        help: 'write it without deep nesting; mapping files need about six levels',
      });
      return nothing(at);
    }
    const anchor = isScalar(node) || isMap(node) || isSeq(node) ? node.anchor : undefined;
    const before = this.#built;
    if (anchor !== undefined) this.#anchors.set(anchor, 'open');
    this.#built += 1;
    const tree = this.#convertNode(node, at, depth);
    if (anchor !== undefined) this.#anchors.set(anchor, { tree, size: this.#built - before });
    return tree;
  }

  #convertNode(node: Node, at: Span, depth: number): Tree {
    if (hasUnknownTag(node)) return nothing(at);
    if (isMap(node)) return this.#convertMap(node, at, depth);
    if (isSeq(node)) {
      const items = node.items.map((item) =>
        isNode(item) ? this.convert(item, depth + 1) : this.#unsupported(at, 'a pair in a list'),
      );
      return { kind: 'list', items, at };
    }
    return isScalar(node) ? this.#convertScalar(node, at) : nothing(at);
  }

  #convertScalar(node: Scalar, at: Span): ScalarTree {
    const { value } = node;
    if (typeof value === 'string') {
      const hidden = findHidden(value);
      if (hidden !== -1) {
        const name = codePointName(value.codePointAt(hidden) ?? 0);
        this.#report(at, 'hidden-character', `this text hides the character ${name}`, {
          why: 'such characters make a name read differently from what it is',
          help: 'remove the escape',
        });
      }
      const find = (part: string): Span | null => this.#find(node, part);
      return { kind: 'scalar', value, source: value, at, find };
    }
    const source = node.source ?? String(value);
    if (typeof value === 'number' || typeof value === 'boolean' || value === null) {
      return { kind: 'scalar', value, source, at };
    }
    return this.#unsupported(at, 'a value of this kind');
  }

  #convertMap(node: YAMLMap, at: Span, depth: number): MapTree {
    const builder = mapBuilder(this.diagnostics);
    const merged: MapTree[] = [];
    for (const pair of node.items) {
      const key = this.#key(pair, at);
      if (key === null) continue;
      const value = isNode(pair.value)
        ? this.convert(pair.value, depth + 1)
        : ({ kind: 'scalar', value: null, source: '', at: key.at } as const);
      if (key.text === '<<') merged.push(...this.#merges(value));
      else builder.add(key.text, key.at, value);
    }
    for (const map of merged) {
      for (const [key, entry] of map.entries) builder.addIfAbsent(key, entry);
    }
    return { kind: 'map', entries: builder.entries, at };
  }

  /** `<<: *defaults` or `<<: [*a, *b]`: keys written out win, then the first of the list. */
  #merges(value: Tree): MapTree[] {
    const parts = value.kind === 'list' ? value.items : [value];
    return parts.flatMap((part) => {
      if (part.kind === 'map') return [part];
      this.#report(part.at, 'unsupported-yaml', '"<<" merges maps only', {
        help: 'give it an alias of a map, such as <<: *defaults',
      });
      return [];
    });
  }

  #key(pair: Pair, at: Span): { text: string; at: Span } | null {
    if (isScalar(pair.key)) {
      const keyAt = this.#span(pair.key);
      if (pair.key.value !== null) {
        return { text: this.#convertScalar(pair.key, keyAt).source, at: keyAt };
      }
      this.#unsupported(keyAt, 'an empty key');
      return null;
    }
    this.#unsupported(isNode(pair.key) ? this.#span(pair.key) : at, 'a key that is not plain text');
    return null;
  }

  #aliasTarget(alias: Alias): Tree {
    const at = this.#span(alias);
    const target = this.#anchors.get(alias.source);
    if (target === undefined || target === 'open') {
      const headline =
        target === 'open'
          ? `the alias *${alias.source} stands inside what it refers to`
          : `the alias *${alias.source} refers to nothing above it`;
      this.#report(at, 'invalid-alias', headline, {
        why: 'text that starts with * is an alias in YAML',
        help: `quote it if it is text: "*${alias.source}"`,
      });
      return nothing(at);
    }
    this.#aliased += target.size;
    this.#built += target.size;
    if (this.#aliased > limits.aliasedValues) {
      if (this.#aliased - target.size <= limits.aliasedValues) {
        this.#report(at, 'too-many-aliases', 'aliases make this file far larger than it looks', {
          why: `they add more than ${grouped(limits.aliasedValues)} values`,
          help: 'write the values out, or name what repeats as an account set',
        });
      }
      return nothing(at);
    }
    return target.tree;
  }

  #unsupported(at: Span, what: string): ScalarTree {
    this.#report(at, 'unsupported-yaml', `${what} has no meaning in a mapping file`, {
      help: 'write it as plain text, a list, or a map of text keys',
    });
    return nothing(at);
  }

  #report(
    at: Span,
    code: Diagnostic['code'],
    headline: string,
    more: { why?: string; help: string },
  ): void {
    this.diagnostics.push(errorAt(at, code, headline, more));
  }

  #find(node: Scalar, part: string): Span | null {
    const [start = 0, end = start] = node.range ?? [];
    const index = this.#source.text.slice(start, end).indexOf(part);
    return index === -1 ? null : this.#source.spanOf(start + index, start + index + part.length);
  }

  #span(node: Node): Span {
    const [start = 0, end = start] = node.range ?? [];
    return this.#source.spanOf(start, end);
  }
}

function isNode(value: unknown): value is Node {
  return isScalar(value) || isMap(value) || isSeq(value) || isAlias(value);
}

/** The library has warned of each, and takes the value as if the tag were not there. */
function hasUnknownTag(node: Node): boolean {
  return node.tag !== undefined && node.tag !== '!' && !node.tag.startsWith('tag:yaml.org,2002:');
}

function nothing(at: Span): ScalarTree {
  return { kind: 'scalar', value: null, source: '', at, broken: true };
}

function unknownTag(at: Span): Diagnostic {
  return errorAt(
    at,
    'unsupported-yaml',
    'YAML tags such as this have no meaning in a mapping file',
    {
      help: 'delete the tag; quote the value if it is text',
    },
  );
}
