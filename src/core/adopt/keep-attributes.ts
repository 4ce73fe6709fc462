import { isMap } from 'yaml';
import { mapNode, textNode, type YamlEntry } from '../mapping/write/yaml-nodes.ts';
import { sortedUnique } from '../model/order.ts';
import { ownValue } from '../model/own-value.ts';
import type { AttributesOperation } from '../plan/operation.ts';
import { type AdoptionContext, isOwnFile } from './context.ts';
import type { Change } from './edit/change.ts';
import { pairLines } from './edit/render.ts';
import { nodeAt } from './edit/yaml-file.ts';
import { type Attempt, cannot, revertInstead } from './proposal.ts';

const KEY = 'accessControlAttributes';

/** Attributes for access control as the instance has them now. */
export function keepAttributes(
  { id, before, after }: AttributesOperation,
  context: AdoptionContext,
): Attempt {
  const operations = [id];
  const { at } = context.mapping.settings;
  const live = context.snapshot.accessControlAttributes;
  if (live?.status === 'creating' || live?.status === 'failed') {
    const why =
      live.status === 'failed'
        ? `AWS failed to enable them: ${live.reason}`
        : 'AWS is enabling them';
    return cannot(operations, why, 'run the apply again, which asks AWS for them');
  }
  const file = context.fileAt(at.file);
  const path = ['settings', KEY];
  const entry = file === null ? undefined : nodeAt(file, path);
  if (file === null || !isOwnFile(context.source, at.file) || !isMap(entry)) {
    return cannot(
      operations,
      `the settings in ${at.file} cannot be edited by themselves`,
      revertInstead,
    );
  }
  const values = before ?? {};
  const keys = sortedUnique([...Object.keys(values), ...Object.keys(after ?? {})]);
  const changes = keys.flatMap((key): readonly Change[] => {
    const value = ownValue(values, key);
    if (value === ownValue(after ?? {}, key)) return [];
    return value === undefined
      ? [{ kind: 'remove', path: [...path, key] }]
      : [{ kind: 'set', path: [...path, key], value: textNode(value) }];
  });
  const node = mapNode(
    Object.entries(values).map(([key, text]): YamlEntry => [key, textNode(text)]),
  );
  node.flow = node.items.length === 0;
  return {
    kind: 'proposal',
    operations,
    changes: new Map([[at.file, changes]]),
    texts: new Map(),
    steps: [
      {
        kind: 'lines',
        operations,
        file: at.file,
        where: 'in the settings',
        lines: pairLines(KEY, node, 2),
      },
    ],
    rules: [],
    permissionSets: [],
    editsAttributes: true,
  };
}
