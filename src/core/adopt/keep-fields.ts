import { isMap, type YAMLMap } from 'yaml';
import { mapNode, type YamlEntry } from '../mapping/write/yaml-nodes.ts';
import type { PermissionSetFields, PermissionSetOperation } from '../plan/operation.ts';
import type { AdoptionStep } from './adoption.ts';
import { type AdoptionContext, isOwnFile } from './context.ts';
import { pairLines } from './edit/render.ts';
import {
  columnOf,
  endOf,
  linesBetween,
  nodeAt,
  pairOf,
  startOf,
  type YamlFile,
} from './edit/yaml-file.ts';
import { fieldChanges, type FieldValue, fieldValues, memberAt } from './field-changes.ts';
import { keepPolicy } from './keep-policy.ts';
import { type Attempt, cannot, type Cannot, revertInstead } from './proposal.ts';

/** A set that was edited by hand, declared as it lives now. */
export function keepFields(operation: PermissionSetOperation, context: AdoptionContext): Attempt {
  const { id, permissionSet: name, before } = operation;
  const set = context.mapping.permissionSets.find((declared) => declared.name === name);
  if (set === undefined || before === null) return uneditable(operation, 'it is not declared');
  const file = context.fileAt(set.at.file);
  if (file === null || !isOwnFile(context.source, set.at.file)) {
    const why = `it is declared in ${set.at.file}, which other organizations may include too`;
    return uneditable(operation, why);
  }
  const path = ['permissionSets', name];
  const entry = nodeAt(file, path);
  if (!isMap(entry)) return uneditable(operation, 'its declaration cannot be edited by itself');
  const given = givenElsewhere(before, entry);
  if (given !== null) {
    return uneditable(
      operation,
      `it has lost the tag "${given}", which the files give from elsewhere`,
    );
  }
  const live = before.inlinePolicy ?? null;
  const policy = live === null ? null : keepPolicy(live, set, entry, context);
  if (live !== null && policy === null)
    return uneditable(operation, 'its policy in AWS is no JSON');
  const values = fieldValues(before, policy?.reference ?? null, context.partition);
  const changes = fieldChanges(entry, path, values, before, context.partition);
  const operations = [id];
  const texts = policy === null ? [] : [[policy.file, policy.text] as const];
  return {
    kind: 'proposal',
    operations,
    changes: new Map(changes.length === 0 ? [] : [[set.at.file, changes]]),
    texts: new Map(texts),
    steps: [
      ...lineSteps(name, set.at.file, file, entry, values).map((step) => ({ ...step, operations })),
      ...texts.map(([at, text]): AdoptionStep => ({ kind: 'file', operations, file: at, text })),
    ],
    rules: [],
    permissionSets: [name],
  };
}

/** A tag that is gone and that the set's own lines do not give, so that taking them out changes nothing. */
function givenElsewhere({ tags = {} }: PermissionSetFields, entry: YAMLMap): string | null {
  const gone = Object.entries(tags).filter(([, value]) => value === null);
  const found = gone.find(([key]) => memberAt(entry, ['tags', key]) === undefined);
  return found?.[0] ?? null;
}

type LineStep = Pick<
  Extract<AdoptionStep, { kind: 'lines' | 'removal' }>,
  'kind' | 'file' | 'where' | 'lines'
>;

function lineSteps(
  name: string,
  path: string,
  file: YamlFile,
  entry: YAMLMap,
  values: readonly FieldValue[],
): readonly LineStep[] {
  const start = startOf(entry.items[0]);
  const column = start === null || entry.flow === true ? 4 : columnOf(file.text, start);
  const where = `in the permission set "${name}"`;
  const tags = values.flatMap(({ at: [key, tag], value }): readonly YamlEntry[] =>
    key === 'tags' && tag !== undefined && value !== null ? [[tag, value]] : [],
  );
  const fields = values.flatMap(({ at: [key = ''], value }) =>
    key === 'tags' || value === null ? [] : [pairLines(key, value, column)],
  );
  const written = [
    ...fields,
    ...(tags.length > 0 ? [pairLines('tags', mapNode(tags), column)] : []),
  ];
  const gone = values.flatMap(({ at, value }) =>
    value === null ? [sourceLines(file.text, entry, at)] : [],
  );
  const steps: readonly LineStep[] = [
    { kind: 'lines', file: path, where, lines: written.join('') },
    { kind: 'removal', file: path, where, lines: gone.join('') },
  ];
  return steps.filter(({ lines }) => lines !== '');
}

function sourceLines(text: string, entry: YAMLMap, at: readonly string[]): string {
  const holder = memberAt(entry, at.slice(0, -1));
  const pair = isMap(holder) ? pairOf(holder, at.at(-1) ?? '') : undefined;
  const [start, end] = [startOf(pair), endOf(pair)];
  if (start === null || end === null) return '';
  return linesBetween(text, start, end);
}

function uneditable({ id, permissionSet }: PermissionSetOperation, why: string): Cannot {
  return cannot([id], `"${permissionSet}": ${why}`, revertInstead);
}
