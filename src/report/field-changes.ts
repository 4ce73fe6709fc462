import type { CustomerManagedPolicy, PermissionsBoundary } from '../core/model/permission-set.ts';
import type { PermissionSetFields } from '../core/plan/operation.ts';
import { codeSpan } from './escape.ts';
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
  return new Map(Object.entries(fieldNames)).get(field) ?? codeSpan(field);
}

function textWords(value: string | null | undefined): string {
  return value === null || value === undefined ? 'none' : codeSpan(value, 300);
}

function policyName({ path, name }: CustomerManagedPolicy): string {
  return path === '/' ? name : `${path}${name}`;
}

function boundaryWords(boundary: PermissionsBoundary | null | undefined): string {
  if (boundary === null || boundary === undefined) return 'none';
  switch (boundary.kind) {
    case 'aws-managed':
      return codeSpan(boundary.arn, 300);
    case 'customer-managed':
      return `${codeSpan(policyName(boundary.policy), 300)} (customer managed)`;
    default:
      return boundary satisfies never;
  }
}

function oldToNew(label: string, before: string | null, after: string): string[] {
  if (before === after) return [];
  return [before === null ? `${label}: ${after}` : `${label}: ${before} → ${after}`];
}

function listChanges(
  label: string,
  before: readonly string[] = [],
  after: readonly string[] = [],
): string[] {
  return [
    ...before
      .filter((name) => !after.includes(name))
      .map((name) => `${label}: **removes** ${codeSpan(name, 300)}`),
    ...after
      .filter((name) => !before.includes(name))
      .map((name) => `${label}: **adds** ${codeSpan(name, 300)}`),
  ];
}

function tagChanges(before: PermissionSetFields | null, after: PermissionSetFields): string[] {
  const keys = new Set([...Object.keys(before?.tags ?? {}), ...Object.keys(after.tags ?? {})]);
  return [...keys].flatMap((key) =>
    oldToNew(
      `tag ${codeSpan(key)}`,
      before?.tags === undefined ? null : textWords(before.tags[key]),
      textWords(after.tags?.[key]),
    ),
  );
}

/**
 * Each field that differs, old → new, as one line of Markdown; without a before, what it will be.
 * The inline policy is told by its diff.
 */
export function fieldChanges(
  before: PermissionSetFields | null,
  after: PermissionSetFields,
): string[] {
  const told = (value: string): string | null => (before === null ? null : value);
  const session = (fields: PermissionSetFields | null): string =>
    fields?.sessionDuration === undefined ? 'default' : sessionWords(fields.sessionDuration);
  const isNew = before === null;
  const skip = (value: unknown): boolean => value === undefined || (isNew && value === null);
  return [
    ...listChanges('AWS managed policy', before?.managedPolicies, after.managedPolicies),
    ...listChanges(
      'customer managed policy',
      before?.customerManagedPolicies?.map(policyName),
      after.customerManagedPolicies?.map(policyName),
    ),
    ...(skip(after.permissionsBoundary)
      ? []
      : oldToNew(
          'permissions boundary',
          told(boundaryWords(before?.permissionsBoundary)),
          boundaryWords(after.permissionsBoundary),
        )),
    ...(skip(after.sessionDuration)
      ? []
      : oldToNew('session', told(session(before)), session(after))),
    ...(skip(after.description)
      ? []
      : oldToNew(
          'description',
          told(textWords(before?.description)),
          textWords(after.description),
        )),
    ...(skip(after.relayState)
      ? []
      : oldToNew('relay state', told(textWords(before?.relayState)), textWords(after.relayState))),
    ...(after.tags === undefined ? [] : tagChanges(before, after)),
  ];
}
