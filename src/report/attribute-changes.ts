import { type AttributeChange, attributeChanges } from '../core/plan/attribute-keys.ts';
import type { AttributesOperation, Operation } from '../core/plan/operation.ts';
import { markdown, type Style } from './style.ts';
import { listWords } from './words.ts';

export function isAttributes(operation: Operation): operation is AttributesOperation {
  return operation.kind === 'update-access-control-attributes';
}

function changesOf({ before, after }: AttributesOperation): readonly AttributeChange[] {
  return attributeChanges(before, after);
}

// As long as AWS lets a source be.
const LONGEST = 256;

/** Each key that differs, with where its value comes from, a line each. */
export function attributeLines(operation: AttributesOperation, style: Style = markdown): string[] {
  const source = (text: string): string => style.name(text, LONGEST);
  return changesOf(operation).map(({ key, from, to }) => {
    const name = style.name(key);
    if (from === null) return `${style.strong('adds')} ${name} from ${source(to ?? '')}`;
    if (to === null) return `${style.strong('removes')} ${name}, which came from ${source(from)}`;
    return `${name}: ${source(from)} → ${source(to)}`;
  });
}

/** `adds department and changes team`. */
export function doingsOf(operation: AttributesOperation): string {
  const changes = changesOf(operation);
  const having = (verb: string, test: (change: AttributeChange) => boolean): string[] => {
    const names = changes.filter(test).map(({ key }) => markdown.name(key));
    return names.length === 0 ? [] : [`${verb} ${names.join(', ')}`];
  };
  return listWords([
    ...having('adds', ({ from }) => from === null),
    ...having('changes', ({ from, to }) => from !== null && to !== null),
    ...having('removes', ({ to }) => to === null),
  ]);
}

/** Whose policies look at what changes, a line each tag. */
export function readerLines({ warnings }: AttributesOperation, style: Style = markdown): string[] {
  return warnings.flatMap((warning) => {
    if (warning.kind !== 'tag-in-policies') return [];
    const sets = listWords(warning.permissionSets.map((name) => style.name(name)));
    const whose = warning.permissionSets.length === 1 ? 'policy' : 'policies';
    return [
      `${style.name(`aws:PrincipalTag/${warning.key}`)} is read by the inline ${whose} of ${sets}`,
    ];
  });
}

/** `changes the attributes for access control (1 added, 2 removed)`. */
export function attributeWords(operations: readonly Operation[]): string[] {
  const changes = operations.filter(isAttributes).flatMap((operation) => changesOf(operation));
  const having = (word: string, test: (change: AttributeChange) => boolean): string[] => {
    const number = changes.filter(test).length;
    return number === 0 ? [] : [`${number} ${word}`];
  };
  const counted = [
    ...having('added', ({ from }) => from === null),
    ...having('changed', ({ from, to }) => from !== null && to !== null),
    ...having('removed', ({ to }) => to === null),
  ];
  if (!operations.some(isAttributes)) return [];
  const told = counted.length === 0 ? '' : ` (${counted.join(', ')})`;
  return [`changes the attributes for access control${told}`];
}
