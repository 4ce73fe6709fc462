import { isMap, isSeq, type YAMLMap, type YAMLSeq } from 'yaml';
import { listNode, mapNode, type YamlNode } from '../../mapping/write/yaml-nodes.ts';
import type { Change, Edit, YamlPath } from './change.ts';
import { indexOfKey, memberEdits, OutOfReach } from './list-edits.ts';
import { nodeAt, openYaml, type YamlFile } from './yaml-file.ts';

const BYTE_ORDER_MARK = '\uFEFF';

/** The text with the changes made and all else as it was, byte for byte; null where they cannot be made so. */
export function applyChanges(text: string, changes: readonly Change[]): string | null {
  const mark = text.startsWith(BYTE_ORDER_MARK) ? BYTE_ORDER_MARK : '';
  const file = openYaml(text.slice(mark.length));
  if (file === null) return null;
  try {
    const edits = editsOf(file, withContainers(file, changes));
    return mark + applied(file.text, edits);
  } catch (error) {
    if (error instanceof OutOfReach) return null;
    throw error;
  }
}

/** Changes to what is not there yet, or is left empty, as changes to what holds it. The innermost come first. */
function withContainers(file: YamlFile, changes: readonly Change[]): readonly Change[] {
  const deepest = Math.max(0, ...changes.map((change) => containerOf(change).length));
  let current = changes;
  for (let depth = deepest; depth > 0; depth -= 1) {
    const byContainer = Map.groupBy(current, (change) => JSON.stringify(containerOf(change)));
    current = [...byContainer.values()].flatMap((members) => lifted(file, members, depth));
  }
  return current;
}

function lifted(file: YamlFile, members: readonly Change[], depth: number): readonly Change[] {
  const [first] = members;
  const path = first === undefined ? [] : containerOf(first);
  if (path.length !== depth) return members;
  const node = nodeAt(file, path);
  if (node === undefined) return [{ kind: 'set', path, value: madeOf(members) }];
  if (!isMap(node) && !isSeq(node)) throw new OutOfReach();
  const removed = new Set(members.filter(({ kind }) => kind === 'remove').map(lastStep));
  const rest = members.filter(({ kind }) => kind !== 'remove');
  if (removed.size > 0 && removed.size === node.items.length) {
    if (rest.length === 0) return [{ kind: 'set', path, value: emptied(node) }];
    if (node.flow === true) return [{ kind: 'set', path, value: inBrackets(madeOf(rest)) }];
  }
  // A block list cannot begin in the brackets of an empty one.
  return isBare(node) ? [{ kind: 'set', path, value: madeOf(members) }] : members;
}

function isBare(node: YAMLMap | YAMLSeq): boolean {
  return node.items.length === 0;
}

function madeOf(members: readonly Change[]): YAMLMap | YAMLSeq {
  const isList = members.every(({ kind }) => kind === 'add');
  if (isList) return listNode(members.flatMap((one) => (one.kind === 'add' ? [one.value] : [])));
  return mapNode(
    members.map((one) => {
      if (one.kind !== 'set') throw new OutOfReach();
      return [String(lastStep(one)), one.value] as const;
    }),
  );
}

function emptied(node: YAMLMap | YAMLSeq): YamlNode {
  return inBrackets(isMap(node) ? mapNode([]) : listNode([]));
}

function inBrackets(node: YAMLMap | YAMLSeq): YamlNode {
  const copy = isMap(node) ? mapNode([]) : listNode([]);
  return Object.assign(copy, { items: node.items, flow: true });
}

function containerOf(change: Change): YamlPath {
  return change.kind === 'add' ? change.path : change.path.slice(0, -1);
}

function lastStep({ path }: Change): string | number {
  const last = path.at(-1);
  if (last === undefined) throw new OutOfReach();
  return last;
}

function editsOf(file: YamlFile, changes: readonly Change[]): readonly Edit[] {
  // Where several end at one place, what goes into the inner one stands first.
  const inward = changes.toSorted((a, b) => containerOf(b).length - containerOf(a).length);
  const byContainer = Map.groupBy(inward, (change) => JSON.stringify(containerOf(change)));
  return [...byContainer.values()].flatMap((members) => {
    const [first] = members;
    const node = first === undefined ? undefined : nodeAt(file, containerOf(first));
    if (!isMap(node) && !isSeq(node)) throw new OutOfReach();
    const removed = new Set<number>();
    const replaced = new Map<number, YamlNode>();
    const added: { after: number; key: string | null; value: YamlNode }[] = [];
    const end = node.items.length - 1;
    // What follows a certain member comes before what is only added at the end.
    for (const change of members.toSorted((a, b) => rank(a) - rank(b))) {
      if (change.kind === 'add') {
        if (!isSeq(node)) throw new OutOfReach();
        added.push({ after: change.after ?? end, key: null, value: change.value });
        continue;
      }
      const step = lastStep(change);
      const index = isMap(node) ? indexOfKey(node, String(step)) : Number(step);
      if (change.kind === 'remove') {
        if (index < 0) throw new OutOfReach();
        removed.add(index);
      } else if (!isMap(node)) {
        throw new OutOfReach();
      } else if (index >= 0) {
        replaced.set(index, change.value);
      } else {
        const after = change.after === undefined ? -1 : indexOfKey(node, change.after);
        added.push({ after: after < 0 ? end : after, key: String(step), value: change.value });
      }
    }
    return memberEdits(file, node, { removed, replaced, added });
  });
}

function rank(change: Change): number {
  return change.kind !== 'remove' && change.after !== undefined ? 0 : 1;
}

/** In the order of the text; what is inserted at one place keeps its order. */
function applied(text: string, edits: readonly Edit[]): string {
  const lineBreak = text.includes('\r\n') ? '\r\n' : '\n';
  const sorted = edits.toSorted((a, b) => a.start - b.start || a.end - b.end);
  let result = '';
  let at = 0;
  for (const { start, end, text: written } of sorted) {
    if (start < at) throw new OutOfReach();
    result += text.slice(at, start) + written.replaceAll('\n', lineBreak);
    at = end;
  }
  return result + text.slice(at);
}
