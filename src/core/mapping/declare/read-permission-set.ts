import type { Diagnostic } from '../../diagnostics/diagnostic.ts';
import type { PermissionSetContent, Tags } from '../../model/permission-set.ts';
import { checkDescription, checkName, checkRelayState } from '../check/check-set-texts.ts';
import { checkTagCount } from '../check/check-tag-count.ts';
import { awsLimits } from '../limits.ts';
import type { DeclaredPermissionSet } from '../mapping.ts';
import type { MapEntry } from '../read/tree.ts';
import type { permissionSet } from '../schema/permission-set-schema.ts';
import { fieldsOf } from './fields.ts';
import type { PolicyFiles } from './policy-files.ts';
import { readAttachments } from './read-attachments.ts';
import { readInlinePolicy } from './read-inline-policy.ts';
import { readSessionDuration } from './read-session-duration.ts';
import { readTags } from './read-tags.ts';

/** What `settings.defaults` gives to every permission set. */
export interface Defaults {
  readonly sessionDuration: number | null;
  readonly tags: Tags;
}

export function readPermissionSet(
  name: string,
  entry: MapEntry,
  defaults: Defaults,
  files: PolicyFiles,
  problems: Diagnostic[],
): DeclaredPermissionSet {
  const fields = fieldsOf<typeof permissionSet>(entry.value);
  const description = fields.text('description');
  const relayState = fields.text('relayState');
  problems.push(
    ...checkName(name, entry.keyAt),
    ...checkDescription(fields.tree('description')),
    ...checkRelayState(fields.tree('relayState')),
  );
  const inline = readInlinePolicy(fields.tree('inlinePolicy'), files, problems);
  const content: PermissionSetContent = {
    description: description?.value ?? null,
    sessionDuration:
      readSessionDuration(fields.text('sessionDuration'), problems) ??
      defaults.sessionDuration ??
      awsLimits.shortestSession,
    relayState: relayState?.value ?? null,
    ...readAttachments(name, entry, problems),
    inlinePolicy: inline?.policy ?? null,
  };
  const tags = { ...defaults.tags, ...readTags(fields.tree('tags'), problems) };
  problems.push(...checkTagCount(tags, fields.keyAt('tags') ?? entry.keyAt));
  return {
    name,
    at: entry.keyAt,
    content,
    policyTree: inline?.tree ?? null,
    tags: Object.fromEntries(Object.entries(tags).toSorted(([a], [b]) => (a < b ? -1 : 1))),
    renamedFrom: fields.text('renamedFrom'),
  };
}
