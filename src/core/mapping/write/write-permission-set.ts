import type { YAMLMap } from 'yaml';
import { compareText } from '../../model/order.ts';
import {
  type CustomerManagedPolicy,
  OWNERSHIP_TAG,
  type PermissionSetContent,
  type PermissionsBoundary,
  type Tags,
} from '../../model/permission-set.ts';
import { awsLimits } from '../limits.ts';
import { plainWord } from './word.ts';
import { writeDuration } from './write-duration.ts';
import {
  listNode,
  mapNode,
  textNode,
  withComment,
  type YamlEntry,
  type YamlNode,
  wordsNode,
} from './yaml-nodes.ts';

export interface WrittenPermissionSet {
  readonly name: string;
  /** As AWS holds it. */
  readonly content: PermissionSetContent;
  /** As AWS holds them: the ownership tag and AWS's own are left out. */
  readonly tags: Tags;
  /** The path of the inline policy's file from the one that names it; null where there is no policy. */
  readonly policyFile: string | null;
  /** Lines of comment before the set. */
  readonly comment?: readonly string[];
}

export interface WritingOptions {
  /** Of the instance: policies of another partition are written with their whole ARN. */
  readonly partition: string;
  /** `settings.defaults` of the files: what they say is not said again. */
  readonly defaults: { readonly sessionDuration: number | null; readonly tags: Tags };
}

/** Where the values of a set's keys begin, at most. */
const INDENT = 30;

/** The value of an entry under a top-level `permissionSets:`. */
export function permissionSetNode(set: WrittenPermissionSet, options: WritingOptions): YAMLMap {
  const { content, policyFile } = set;
  const { description, relayState, managedPolicies, customerManagedPolicies } = content;
  const { partition, defaults } = options;
  const managed = managedPolicies.map((arn) => plainWord(managedPolicyWord(arn, partition)));
  const node = mapNode([
    ['description', optional(description)],
    ['sessionDuration', duration(content.sessionDuration, defaults.sessionDuration)],
    ['relayState', optional(relayState)],
    ['managedPolicies', managed.length === 0 ? null : inList(wordsNode(managed, INDENT))],
    ['customerManagedPolicies', customerPolicies(customerManagedPolicies)],
    ['inlinePolicy', optional(policyFile)],
    ['permissionsBoundary', boundaryNode(content.permissionsBoundary, partition)],
    ['tags', tagsNode(set.tags, defaults.tags)],
  ]);
  // A set without any policy is written as {}, for an empty value is none.
  node.flow = node.items.length === 0;
  return withComment(node, set.comment ?? []);
}

/** `PowerUserAccess` or `job-function/ViewOnlyAccess`; the ARN where it is of another partition. */
export function managedPolicyWord(arn: string, partition: string): string {
  const start = `arn:${partition}:iam::aws:policy/`;
  return arn.startsWith(start) ? arn.slice(start.length) : arn;
}

function duration(seconds: number, byDefault: number | null): YamlNode | null {
  return seconds === (byDefault ?? awsLimits.shortestSession)
    ? null
    : textNodeUnquoted(writeDuration(seconds));
}

/** No YAML of whatever age takes `8h` for a number. */
function textNodeUnquoted(text: string): YamlNode {
  const node = textNode(text);
  delete node.type;
  return node;
}

function customerPolicies(policies: readonly CustomerManagedPolicy[]): YamlNode | null {
  if (policies.length === 0) return null;
  return policies.every(({ path }) => path === '/')
    ? inList(
        wordsNode(
          policies.map(({ name }) => plainWord(name)),
          INDENT,
        ),
      )
    : listNode(policies.map(customerPolicy));
}

function customerPolicy({ name, path }: CustomerManagedPolicy): YamlNode {
  return path === '/'
    ? textNode(name)
    : mapNode([
        ['name', textNode(name)],
        ['path', textNode(path)],
      ]);
}

function boundaryNode(boundary: PermissionsBoundary | null, partition: string): YamlNode | null {
  switch (boundary?.kind) {
    case undefined:
      return null;
    case 'aws-managed':
      return mapNode([['managedPolicy', textNode(managedPolicyWord(boundary.arn, partition))]]);
    case 'customer-managed':
      return mapNode([['customerManagedPolicy', customerPolicy(boundary.policy)]]);
  }
}

function tagsNode(tags: Tags, byDefault: Tags): YamlNode | null {
  const entries = Object.entries(declarableTags(tags))
    .filter(([key, value]) => !Object.hasOwn(byDefault, key) || byDefault[key] !== value)
    .map(([key, value]): YamlEntry => [key, textNode(value)]);
  return entries.length === 0 ? null : mapNode(entries);
}

/** Those that a file may declare, sorted by key: neither AWS's own nor the one that says who owns the set. */
export function declarableTags(tags: Tags): Tags {
  return Object.fromEntries(
    Object.entries(tags)
      .filter(([key]) => key !== OWNERSHIP_TAG && !key.toLowerCase().startsWith('aws:'))
      .toSorted(([a], [b]) => compareText(a, b)),
  );
}

/** These keys take a list alone. */
function inList(node: YamlNode): YamlNode {
  if (!('value' in node)) return node;
  const list = listNode([node]);
  list.flow = true;
  return list;
}

function optional(text: string | null): YamlNode | null {
  return text === null ? null : textNode(text);
}
