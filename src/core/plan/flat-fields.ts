import type { PermissionSetContent, Tags } from '../model/permission-set.ts';
import { canonicalJson } from './canonical-json.ts';
import { sha256 } from './digest.ts';

/**
 * A permission set as independent parts, each policy and tag for itself, because that is how AWS
 * takes them and how an interrupted edit leaves them. Values are digests; absent parts are absent.
 */
export type FlatFields = Readonly<Record<string, string>>;

/** `tagKeys` limits tags to those that the mapping files speak of. */
export function flatFields(
  content: PermissionSetContent,
  tags: Tags,
  tagKeys: ReadonlySet<string>,
): FlatFields {
  const fields: Record<string, string> = {
    sessionDuration: digestOf(content.sessionDuration),
  };
  if (content.description !== null) fields['description'] = digestOf(content.description);
  if (content.relayState !== null) fields['relayState'] = digestOf(content.relayState);
  if (content.inlinePolicy !== null) fields['inlinePolicy'] = digestOf(content.inlinePolicy);
  if (content.permissionsBoundary !== null) {
    fields['permissionsBoundary'] = digestOf(content.permissionsBoundary);
  }
  for (const arn of content.managedPolicies) fields[`managed ${arn}`] = digestOf(true);
  for (const { path, name } of content.customerManagedPolicies) {
    fields[`customer ${path}${name}`] = digestOf(true);
  }
  for (const [key, value] of Object.entries(tags)) {
    if (tagKeys.has(key)) fields[`tag ${key}`] = digestOf(value);
  }
  return fields;
}

function digestOf(value: unknown): string {
  return sha256(canonicalJson(value));
}
