import { ownValue } from '../model/own-value.ts';
import type { PermissionSetContent, Tags } from '../model/permission-set.ts';
import { canonicalJson } from './canonical-json.ts';
import type { PermissionSetFields } from './operation.ts';

const contentFields = [
  'description',
  'sessionDuration',
  'relayState',
  'managedPolicies',
  'customerManagedPolicies',
  'inlinePolicy',
  'permissionsBoundary',
] as const satisfies readonly (keyof PermissionSetContent)[];

export interface FieldChanges {
  readonly before: PermissionSetFields;
  readonly after: PermissionSetFields;
}

/** Everything that a new set is made with. */
export function allFields(content: PermissionSetContent, tags: Tags): PermissionSetFields {
  return { ...content, tags };
}

/**
 * The fields in which a live set differs from a declared one; null when there are none.
 * `formerTagKeys` are keys that these files declared before: they go, other people's tags stay.
 */
export function changedFields(
  live: { readonly content: PermissionSetContent; readonly tags: Tags },
  declared: { readonly content: PermissionSetContent; readonly tags: Tags },
  formerTagKeys: readonly string[],
): FieldChanges | null {
  let before: PermissionSetFields = {};
  let after: PermissionSetFields = {};
  for (const field of contentFields) {
    // AWS keeps a description that is left out and takes no empty one: there is no way to remove it.
    if (field === 'description' && declared.content.description === null) continue;
    if (canonicalJson(live.content[field]) === canonicalJson(declared.content[field])) continue;
    before = { ...before, [field]: live.content[field] };
    after = { ...after, [field]: declared.content[field] };
  }
  const tags = changedTags(live.tags, declared.tags, formerTagKeys);
  if (tags !== null) {
    before = { ...before, tags: tags.before };
    after = { ...after, tags: tags.after };
  }
  return Object.keys(after).length === 0 ? null : { before, after };
}

function changedTags(
  live: Tags,
  declared: Tags,
  formerKeys: readonly string[],
): { before: Record<string, string | null>; after: Record<string, string | null> } | null {
  const before: Record<string, string | null> = {};
  const after: Record<string, string | null> = {};
  for (const key of new Set([...Object.keys(declared), ...formerKeys])) {
    const old = ownValue(live, key) ?? null;
    const wanted = ownValue(declared, key) ?? null;
    if (old === wanted) continue;
    before[key] = old;
    after[key] = wanted;
  }
  return Object.keys(after).length === 0 ? null : { before, after };
}

/** Tags do not reach the roles; every other field leaves them stale until they are provisioned again. */
export function touchesRoles(fields: PermissionSetFields): boolean {
  return contentFields.some((field) => fields[field] !== undefined);
}

/** True where the declaration differs from `other` in at least one of the fields written. */
export function declaresOtherwise(
  after: PermissionSetFields,
  other: { readonly content: PermissionSetContent; readonly tags: Tags },
): boolean {
  const contentDiffers = contentFields.some(
    (field) =>
      after[field] !== undefined &&
      canonicalJson(after[field]) !== canonicalJson(other.content[field]),
  );
  const tagsDiffer = Object.entries(after.tags ?? {}).some(
    ([key, value]) => (ownValue(other.tags, key) ?? null) !== value,
  );
  return contentDiffers || tagsDiffer;
}

/** The fields written that `other` declares just the same: somebody else edited them. */
export function fieldsDeclaredAlike(
  after: PermissionSetFields,
  other: { readonly content: PermissionSetContent; readonly tags: Tags } | undefined,
): readonly string[] {
  if (other === undefined) return [];
  return Object.keys(after).filter((field) => {
    const only = Object.fromEntries(Object.entries(after).filter(([name]) => name === field));
    return !declaresOtherwise(only, other);
  });
}
