import { isMap, isScalar, isSeq, type YAMLMap } from 'yaml';
import {
  managedPolicyWord,
  permissionSetNode,
  type WrittenPermissionSet,
} from '../mapping/write/write-permission-set.ts';
import { textNode, type YamlNode } from '../mapping/write/yaml-nodes.ts';
import { policyArnInAnyPartition, withPartition } from '../mapping/with-partition.ts';
import type { CustomerManagedPolicy, PermissionSetContent } from '../model/permission-set.ts';
import type { PermissionSetFields } from '../plan/operation.ts';
import type { Change, YamlPath } from './edit/change.ts';
import { pairOf } from './edit/yaml-file.ts';

const nothing: PermissionSetContent = {
  description: null,
  sessionDuration: 0,
  relayState: null,
  managedPolicies: [],
  customerManagedPolicies: [],
  inlinePolicy: null,
  permissionsBoundary: null,
};

/** Zero seconds are nobody's default, so a duration is always written. */
const noDefaults = { sessionDuration: 0, tags: {} };

/** One value that a declaration is to have; null for none. */
export interface FieldValue {
  /** From the set's own map: a key, or `tags` and a key. */
  readonly at: readonly string[];
  readonly value: YamlNode | null;
}

/** As people would write these fields; tags one by one, for others of the set stay. */
export function fieldValues(
  { tags = {}, inlinePolicy, ...fields }: PermissionSetFields,
  policyFile: string | null,
  partition: string,
): readonly FieldValue[] {
  const written = { name: '', content: { ...nothing, ...fields }, tags: {}, policyFile };
  const node = nodeOf(written, partition);
  const keys = [
    ...Object.keys(fields),
    ...(inlinePolicy === null || policyFile !== null ? ['inlinePolicy'] : []),
  ];
  return [
    ...keys.map((key) => ({ at: [key], value: valueIn(node, key) })),
    ...Object.entries(tags).map(([key, value]) => ({
      at: ['tags', key],
      value: value === null ? null : textNode(value),
    })),
  ];
}

/** What makes them so, list items one by one where there is a list already. */
export function fieldChanges(
  entry: YAMLMap,
  path: YamlPath,
  values: readonly FieldValue[],
  fields: PermissionSetFields,
  partition: string,
): readonly Change[] {
  return values.flatMap(({ at, value }): readonly Change[] => {
    const target = [...path, ...at];
    const present = memberAt(entry, at);
    if (value === null) return present === undefined ? [] : [{ kind: 'remove', path: target }];
    const [key] = at;
    if (key === 'managedPolicies' && isSeq(present)) {
      return listChanges(present.items, target, managedIdentity(partition), {
        wanted: new Map(
          (fields.managedPolicies ?? []).map((arn) => [
            arn,
            textNode(managedPolicyWord(arn, partition)),
          ]),
        ),
      });
    }
    if (key === 'customerManagedPolicies' && isSeq(present)) {
      const wanted = (fields.customerManagedPolicies ?? []).map(
        (policy) => [policy.path + policy.name, customerNode(policy, partition)] as const,
      );
      return listChanges(present.items, target, customerIdentity, { wanted: new Map(wanted) });
    }
    return [{ kind: 'set', path: target, value }];
  });
}

function listChanges(
  items: readonly unknown[],
  path: YamlPath,
  identity: (item: unknown) => string,
  { wanted }: { readonly wanted: ReadonlyMap<string, YamlNode | null> },
): readonly Change[] {
  const present = new Set(items.map(identity));
  return [
    ...items.flatMap((item, index): readonly Change[] =>
      wanted.has(identity(item)) ? [] : [{ kind: 'remove', path: [...path, index] }],
    ),
    ...[...wanted].flatMap(([id, value]): readonly Change[] =>
      present.has(id) || value === null ? [] : [{ kind: 'add', path, value }],
    ),
  ];
}

function managedIdentity(partition: string): (item: unknown) => string {
  return (item) => {
    const word = isScalar(item) ? String(item.value) : '';
    const arn = word.startsWith('arn:') ? word : policyArnInAnyPartition(word);
    return (
      withPartition({ ...nothing, managedPolicies: [arn] }, partition).managedPolicies[0] ?? ''
    );
  };
}

function customerIdentity(item: unknown): string {
  if (isScalar(item)) return `/${String(item.value)}`;
  const text = (key: string): string | null => {
    const value: unknown = isMap(item) ? pairOf(item, key)?.value : undefined;
    return isScalar(value) ? String(value.value) : null;
  };
  return (text('path') ?? '/') + (text('name') ?? '');
}

function customerNode(policy: CustomerManagedPolicy, partition: string): YamlNode | null {
  const content = { ...nothing, customerManagedPolicies: [policy] };
  const list = valueIn(
    nodeOf({ name: '', content, tags: {}, policyFile: null }, partition),
    'customerManagedPolicies',
  );
  const item: unknown = isSeq(list) ? list.items[0] : undefined;
  return isScalar(item) || isMap(item) ? item : null;
}

function nodeOf(written: WrittenPermissionSet, partition: string): YAMLMap {
  return permissionSetNode(written, { partition, defaults: noDefaults });
}

export function memberAt(entry: YAMLMap, at: readonly string[]): unknown {
  return at.reduce<unknown>(
    (node, key) => (isMap(node) ? (pairOf(node, key)?.value ?? undefined) : undefined),
    entry,
  );
}

function valueIn(node: YAMLMap, key: string): YamlNode | null {
  const value: unknown = pairOf(node, key)?.value;
  return isScalar(value) || isMap(value) || isSeq(value) ? value : null;
}
