import { isPair, type YAMLMap, type YAMLSeq } from 'yaml';
import type { YamlNode } from '../../mapping/write/yaml-nodes.ts';
import type { Edit } from './change.ts';
import { afterKey, flowPair, flowText, itemLines, pairLines } from './render.ts';
import {
  columnOf,
  endOf,
  lineStart,
  nextLine,
  pairOf,
  startOf,
  type YamlFile,
} from './yaml-file.ts';

/** What is to become of the members of one list or map. */
export interface MemberChanges {
  /** Indexes. */
  readonly removed: ReadonlySet<number>;
  /** New values of keys that stand already, by index. */
  readonly replaced: ReadonlyMap<number, YamlNode>;
  /** New members, each after the one with the index. */
  readonly added: readonly {
    readonly after: number;
    /** Null in a list. */
    readonly key: string | null;
    readonly value: YamlNode;
  }[];
}

/** A place that these edits cannot reach without touching something else. */
export class OutOfReach extends Error {}

export function memberEdits(
  file: YamlFile,
  collection: YAMLMap | YAMLSeq,
  changes: MemberChanges,
): readonly Edit[] {
  return collection.flow === true
    ? flowEdits(file, collection, changes)
    : blockEdits(file, collection, changes);
}

function blockEdits(
  { text }: YamlFile,
  collection: YAMLMap | YAMLSeq,
  { removed, replaced, added }: MemberChanges,
): readonly Edit[] {
  const members: readonly unknown[] = collection.items;
  const column = blockColumn(text, members[0]);
  const edits: Edit[] = [];
  for (const index of removed) {
    const start = blockStart(text, members[index]);
    const from = index === 0 ? start : withWhatBelongs(text, start);
    edits.push({ start: from, end: nextLine(text, the(endOf(members[index]))), text: '' });
  }
  for (const [index, value] of replaced) {
    const pair = members[index];
    const start = the(isPair(pair) ? endOf(pair.key) : null);
    edits.push({ start, end: the(endOf(pair)), text: afterKey(value, column) });
  }
  for (const { after, key, value } of added) {
    const start = nextLine(text, the(endOf(members[after])));
    const lines = key === null ? itemLines(value, column) : pairLines(key, value, column);
    const gap = isSpaced(text, members) ? '\n' : '';
    edits.push(
      start === text.length && !text.endsWith('\n')
        ? { start, end: start, text: `\n${gap}${lines.trimEnd()}` }
        : { start, end: start, text: gap + lines },
    );
  }
  return edits;
}

function flowEdits(
  { text }: YamlFile,
  collection: YAMLMap | YAMLSeq,
  { removed, replaced, added }: MemberChanges,
): readonly Edit[] {
  const members: readonly unknown[] = collection.items;
  const isJson = isWrittenAsJson(text);
  const edits: Edit[] = [];
  for (const index of removed) edits.push(flowRemoval(members, index, removed));
  for (const [index, value] of replaced) {
    const pair = members[index];
    const start = the(isPair(pair) ? startOf(pair.value) : null);
    edits.push({ start, end: the(endOf(pair)), text: flowText(value, isJson) });
  }
  const open = the(startOf(collection)) + 1;
  const first = startOf(members[0]);
  const isLong = first !== null && text.slice(open, first).includes('\n');
  const separator = isLong ? `,\n${' '.repeat(columnOf(text, first))}` : ', ';
  for (const { after, key, value } of added) {
    const written = key === null ? flowText(value, isJson) : flowPair(key, value, isJson);
    edits.push(
      members.length === 0
        ? { start: open, end: open, text: written }
        : insertion(the(endOf(members[after])), separator + written),
    );
  }
  return edits;
}

function flowRemoval(
  members: readonly unknown[],
  index: number,
  removed: ReadonlySet<number>,
): Edit {
  const own = { start: the(startOf(members[index])), end: the(endOf(members[index])) };
  const hasKept = members.slice(0, index).some((_, before) => !removed.has(before));
  // With its comma: the one before it where something stays there, else the one after it.
  if (hasKept) return { start: the(endOf(members[index - 1])), end: own.end, text: '' };
  return { ...own, end: startOf(members[index + 1]) ?? own.end, text: '' };
}

function insertion(at: number, text: string): Edit {
  return { start: at, end: at, text };
}

/** The start of the line of a key, or of an item's dash. */
function blockStart(text: string, member: unknown): number {
  const start = lineStart(text, the(startOf(member)));
  const before = text.slice(start, the(startOf(member)));
  const isOwnLine = isPair(member) ? /^ *$/.test(before) : /^ *- +$/.test(before);
  if (!isOwnLine) throw new OutOfReach();
  return start;
}

function blockColumn(text: string, first: unknown): number {
  if (isPair(first)) return columnOf(text, the(startOf(first)));
  return /^ */.exec(text.slice(blockStart(text, first)))?.[0].length ?? 0;
}

/** Comments right above belong to it, and so does the empty line before them. */
function withWhatBelongs(text: string, start: number): number {
  let from = start;
  for (;;) {
    const above = lineStart(text, from - 1);
    const line = text.slice(above, from).trim();
    if (!line.startsWith('#')) return line === '' ? above : from;
    from = above;
  }
}

/** True where an empty line stands between the last two. */
function isSpaced(text: string, members: readonly unknown[]): boolean {
  const [before, last] = [endOf(members.at(-2)), startOf(members.at(-1))];
  return before !== null && last !== null && /\n[ \t\r]*\n/.test(text.slice(before - 1, last));
}

function isWrittenAsJson(text: string): boolean {
  return text.trimStart().startsWith('{');
}

export function indexOfKey(map: YAMLMap, key: string): number {
  const pair = pairOf(map, key);
  return pair === undefined ? -1 : map.items.indexOf(pair);
}

function the(offset: number | null): number {
  if (offset === null) throw new OutOfReach();
  return offset;
}
