import { Document, isNode, isPair, Pair, Scalar, YAMLMap, YAMLSeq } from 'yaml';
import { visible } from '../../diagnostics/hidden-characters.ts';
import type { Word } from './word.ts';

/**
 * Builds YAML as the library's nodes and lets it write them: names are data, and what is written
 * must load as the same names. Nothing here puts text together.
 */
export type YamlNode = Scalar | YAMLMap | YAMLSeq;
export type YamlEntry = readonly [key: string, value: YamlNode | null];

/** Columns up to which a list stands on one line. */
const LINE = 100;
/** Of a foreign name in a comment; longer ones tell no more. */
const COMMENT = 80;
/** What readers of older YAML take for something else than text. */
const ambiguous = /^(?:[-+.]?\d.*|y|yes|n|no|on|off|true|false|null|~)$/i;

/** White space that a block of lines would lose or that nobody would see in it. */
const looseSpace = /^\s|[ \t]\n|[ \t]$/;

/** Text of any kind. */
export function textNode(text: string): Scalar<string> {
  const node = new Scalar(text);
  if (text.includes('\n')) {
    if (looseSpace.test(text)) node.type = Scalar.QUOTE_DOUBLE;
  } else if (ambiguous.test(text)) {
    node.type = Scalar.QUOTE_SINGLE;
  }
  return node;
}

/** A selector, a reference or a name. Quoted like in the documentation where it has a colon. */
export function wordNode({ text, comment }: Word): Scalar<string> {
  const node = textNode(text);
  if (text.includes(':') && !text.includes('\n')) node.type = Scalar.QUOTE_SINGLE;
  if (comment !== null) node.comment = ` ${commentText(comment)}`;
  return node;
}

/** One word as it is; several on one line where they fit and have no comments, else one on each. */
export function wordsNode(words: readonly Word[], indent: number): YamlNode {
  const [only, ...others] = words;
  if (only !== undefined && others.length === 0) return wordNode(only);
  const node = new YAMLSeq();
  node.items = words.map(wordNode);
  const width = words.reduce((sum, { text }) => sum + text.length + 4, indent);
  node.flow = width <= LINE && words.every(({ comment }) => comment === null);
  return node;
}

export function listNode(items: readonly YamlNode[]): YAMLSeq {
  const node = new YAMLSeq();
  node.items = [...items];
  return node;
}

/** Entries without a value are left out. */
export function mapNode(entries: readonly YamlEntry[]): YAMLMap {
  const node = new YAMLMap();
  for (const [key, value] of entries) {
    if (value !== null) node.items.push(new Pair(textNode(key), value));
  }
  return node;
}

/** An empty line between each entry and the next. */
export function apart<T extends YAMLMap | YAMLSeq>(node: T): T {
  for (const item of node.items.slice(1)) {
    const first: unknown = isPair(item) ? item.key : item;
    if (isNode(first)) first.spaceBefore = true;
  }
  return node;
}

/** Lines to stand before a node, each a comment; foreign text in them cannot end one. */
export function withComment<T extends YamlNode>(node: T, lines: readonly string[]): T {
  if (lines.length > 0) node.commentBefore = lines.map((line) => ` ${visible(line)}`).join('\n');
  return node;
}

/** A foreign name for eyes only: on one line, with what it hides drawn, cut where it is very long. */
export function commentText(name: string): string {
  const shown = [...visible(name)];
  return shown.length > COMMENT ? `${shown.slice(0, COMMENT).join('')}…` : shown.join('');
}

/** A whole mapping file, or a part of one, ending in a line feed. */
export function yamlText(contents: YAMLMap, firstLines: readonly string[] = []): string {
  const document = new Document(null, { version: '1.2', schema: 'core' });
  document.contents = contents;
  if (firstLines.length > 0) {
    contents.commentBefore = firstLines
      .map((line) => (line === '' ? '' : ` ${visible(line)}`))
      .join('\n');
  }
  return document.toString({ lineWidth: 0, singleQuote: true, flowCollectionPadding: false });
}
