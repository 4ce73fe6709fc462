import {
  type Document,
  isCollection,
  isMap,
  isNode,
  isPair,
  isScalar,
  isSeq,
  type Pair,
  parseDocument,
  type YAMLMap,
} from 'yaml';
import type { YamlPath } from './change.ts';

/** A mapping file's text with the library's nodes, whose places are offsets in it. */
export interface YamlFile {
  /** Without a byte order mark, with line feeds or CRLF as it came. */
  readonly text: string;
  readonly document: Document.Parsed;
}

/** Null for what is no YAML, which the loader has refused already. */
export function openYaml(text: string): YamlFile | null {
  const document = parseDocument(text, {
    version: '1.2',
    schema: 'core',
    uniqueKeys: false,
    prettyErrors: false,
    logLevel: 'error',
  });
  return document.errors.length === 0 ? { text, document } : null;
}

/** What stands at a path; undefined where nothing does, or only through an alias. */
export function nodeAt(file: YamlFile, path: YamlPath): unknown {
  let node: unknown = file.document.contents;
  for (const step of path) {
    if (isMap(node) && typeof step === 'string') node = pairOf(node, step)?.value;
    else if (isSeq(node) && typeof step === 'number') node = node.items[step];
    else return undefined;
  }
  return isScalar(node) && node.value === null ? undefined : (node ?? undefined);
}

export function pairOf(map: YAMLMap, key: string): Pair | undefined {
  return map.items.find((pair) => isScalar(pair.key) && String(pair.key.value) === key);
}

export function startOf(member: unknown): number | null {
  if (isPair(member)) return startOf(member.key);
  return isNode(member) ? (member.range?.[0] ?? null) : null;
}

/** Where the last text of a node or pair ends, before comments and line breaks that follow it. */
export function endOf(member: unknown): number | null {
  if (isPair(member)) return endOf(member.value) ?? endOf(member.key);
  if (isCollection(member) && member.flow !== true) {
    const last: unknown = member.items.at(-1);
    if (last !== undefined) return endOf(last);
  }
  return isNode(member) ? (member.range?.[1] ?? null) : null;
}

export function lineStart(text: string, offset: number): number {
  return text.lastIndexOf('\n', offset - 1) + 1;
}

/** The start of the line after the one that ends what stands before `offset`; the text's end where there is none. */
export function nextLine(text: string, offset: number): number {
  if (offset > 0 && text[offset - 1] === '\n') return offset;
  const end = text.indexOf('\n', offset);
  return end === -1 ? text.length : end + 1;
}

export function columnOf(text: string, offset: number): number {
  return offset - lineStart(text, offset);
}

/** Where the dashes or keys below a top-level key stand, or would. */
export function itemColumn(file: YamlFile, key: string): number {
  const members = nodeAt(file, [key]);
  const isBlock = isCollection(members) && members.flow !== true;
  const start = isBlock ? startOf(members.items[0]) : null;
  if (start === null) return 2;
  return /^ */.exec(file.text.slice(lineStart(file.text, start)))?.[0].length ?? 2;
}

/** The whole lines of a part of a text, with line feeds. */
export function linesBetween(text: string, start: number, end: number): string {
  return text.slice(lineStart(text, start), nextLine(text, end)).replaceAll('\r\n', '\n');
}
