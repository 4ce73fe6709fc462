import type { CustomerManagedPolicy, PermissionsBoundary } from '../core/model/permission-set.ts';
import { ownValue } from '../core/model/own-value.ts';
import { managedPolicy } from '../core/policy/managed-policies.ts';
import type { PermissionSetFields } from '../core/plan/operation.ts';
import { markdown, type Style } from './style.ts';
import { sessionWords } from './words.ts';

const fieldNames: Readonly<Record<keyof PermissionSetFields, string>> = {
  description: 'the description',
  sessionDuration: 'the session',
  relayState: 'the relay state',
  managedPolicies: 'AWS managed policies',
  customerManagedPolicies: 'customer managed policies',
  inlinePolicy: 'the inline policy',
  permissionsBoundary: 'the permissions boundary',
  tags: 'tags',
};

/** A field of a permission set in words; another name stays as it is. */
export function fieldName(field: string): string {
  return new Map(Object.entries(fieldNames)).get(field) ?? markdown.name(field);
}

// As long as AWS lets a description, a relay state or an ARN be worth reading.
const LONGEST = 300;

function policyName({ path, name }: CustomerManagedPolicy): string {
  return path === '/' ? name : `${path}${name}`;
}

function textWords(value: string | null | undefined, style: Style): string {
  return value === null || value === undefined ? 'none' : style.name(value, LONGEST);
}

export function boundaryWords(
  boundary: PermissionsBoundary | null | undefined,
  style: Style,
): string {
  if (boundary === null || boundary === undefined) return 'none';
  switch (boundary.kind) {
    case 'aws-managed':
      return style.name(boundary.arn, LONGEST);
    case 'customer-managed':
      return `${style.name(policyName(boundary.policy), LONGEST)} (customer managed)`;
    default:
      return boundary satisfies never;
  }
}

interface Telling {
  readonly style: Style;
  /** Nothing changes: each line says what a field was. */
  readonly wasSo: boolean;
}

/** What an AWS managed policy lets do, where that is known. */
function meaningOf(arn: string, { style }: Telling): string {
  const known = managedPolicy(arn);
  if (known === null) return '';
  return ` (${known.administrator ? `${style.strong('administrator')}: ` : ''}${known.does})`;
}

function listChanges(
  label: string,
  before: readonly string[] = [],
  after: readonly string[] = [],
  { style, wasSo }: Telling,
  more: (name: string) => string = () => '',
): string[] {
  const line = (verb: string, name: string): string =>
    `${label}: ${wasSo ? '' : `${style.strong(verb)} `}${style.name(name, LONGEST)}${more(name)}`;
  return [
    ...before.filter((name) => !after.includes(name)).map((name) => line('removes', name)),
    ...after.filter((name) => !before.includes(name)).map((name) => line('adds', name)),
  ];
}

/** One field that holds one value: old → new, or what it will be where there was no set. */
function valueChange<T>(
  label: string,
  before: { readonly value: T } | null,
  after: T | undefined,
  words: (value: T) => string,
): string[] {
  if (after === undefined || (before === null && after === null)) return [];
  const next = words(after);
  if (before === null) return [`${label}: ${next}`];
  const old = words(before.value);
  return old === next ? [] : [`${label}: ${old} → ${next}`];
}

function lengthChange(before: number | undefined, after: number | undefined): string {
  if (before === undefined || after === undefined || before === after) return '';
  return after > before ? ' (longer)' : ' (shorter)';
}

function tagChanges(
  before: PermissionSetFields | null,
  { tags }: PermissionSetFields,
  style: Style,
): string[] {
  if (tags === undefined) return [];
  const former = before?.tags ?? {};
  const keys = new Set([...Object.keys(former), ...Object.keys(tags)]);
  return [...keys].flatMap((key) =>
    valueChange(
      `tag ${style.name(key)}`,
      before === null ? null : { value: ownValue(former, key) ?? null },
      ownValue(tags, key) ?? null,
      (value) => textWords(value, style),
    ),
  );
}

/**
 * Each field that differs, old → new, a line each; without a before, what it will be. The inline
 * policy is told by its diff.
 */
export function fieldChanges(
  before: PermissionSetFields | null,
  after: PermissionSetFields,
  style = markdown,
): string[] {
  return fieldLines(before, after, { style, wasSo: false });
}

/** What the fields of a set were that goes, a line each but for the inline policy. */
export function formerFields(fields: PermissionSetFields, style = markdown): string[] {
  return fieldLines(null, fields, { style, wasSo: true });
}

function fieldLines(
  before: PermissionSetFields | null,
  after: PermissionSetFields,
  telling: Telling,
): string[] {
  const { style } = telling;
  const was = <T>(value: T): { readonly value: T } | null => (before === null ? null : { value });
  const text = (value: string | null | undefined): string => textWords(value, style);
  return [
    ...listChanges(
      'AWS managed policy',
      before?.managedPolicies,
      after.managedPolicies,
      telling,
      (arn) => meaningOf(arn, telling),
    ),
    ...listChanges(
      'customer managed policy',
      before?.customerManagedPolicies?.map(policyName),
      after.customerManagedPolicies?.map(policyName),
      telling,
    ),
    ...valueChange(
      'permissions boundary',
      was(before?.permissionsBoundary ?? null),
      after.permissionsBoundary,
      (value) => boundaryWords(value, style),
    ),
    ...valueChange<number | null>(
      'session',
      was(before?.sessionDuration ?? null),
      after.sessionDuration,
      (value) => (value === null ? 'default' : sessionWords(value)),
    ).map((line) => `${line}${lengthChange(before?.sessionDuration, after.sessionDuration)}`),
    ...valueChange('description', was(before?.description ?? null), after.description, text),
    ...valueChange('relay state', was(before?.relayState ?? null), after.relayState, text),
    ...tagChanges(before, after, style),
  ];
}
