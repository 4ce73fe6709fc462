import type { DeclaredPermissionSet } from '../../core/mapping/mapping.ts';
import type { PermissionSetArn } from '../../core/model/ids.ts';
import type {
  CustomerManagedPolicy,
  LivePermissionSet,
  PermissionSetContent,
  Tags,
} from '../../core/model/permission-set.ts';
import type { Outcome } from '../../core/outcome/apply-report.ts';
import type { PermissionSetFields } from '../../core/plan/operation.ts';
import { changedFields } from '../../core/plan/permission-set-fields.ts';
import { eventually } from './eventually.ts';
import type { Execution } from './execution.ts';
import { persist } from './persist.ts';
import { readBack } from './read-back.ts';

/**
 * Edits a live set until it is as declared. What is written is what differs now, so that a half-done
 * edit is finished and nothing is written twice. Roles stay as they are until they are provisioned.
 */
export async function editPermissionSet(
  execution: Execution,
  arn: PermissionSetArn,
  declared: DeclaredPermissionSet,
  formerTags: readonly string[],
): Promise<Outcome> {
  const live = await readLive(execution, arn);
  if (live === null) return { result: 'failed', reason: 'the permission set is gone', help: null };
  const changes = changedFields(live, declared, formerTags);
  if (changes === null) return { result: 'already-so' };

  await writeContent(execution, arn, live.content, declared.content, changes.after);
  await writeTags(execution, arn, changes.after.tags ?? {});

  const left = await eventually(
    execution,
    async () => {
      const now = await readBack(() => readLive(execution, arn));
      return now === null ? 'gone' : changedFields(now, declared, formerTags);
    },
    (difference) => difference === null,
  );
  if (left === null) return { result: 'applied' };
  if (left === 'gone')
    return { result: 'failed', reason: 'the permission set is gone', help: null };
  return {
    result: 'failed',
    reason: `AWS accepted the edit, and still shows another ${Object.keys(left.after).join(', ')}`,
    help: 'run it again; if it stays, somebody else is editing the set',
    isOpen: true,
  };
}

async function readLive(
  { reader, instance }: Execution,
  arn: PermissionSetArn,
): Promise<LivePermissionSet | null> {
  const header = await reader.describePermissionSet(instance, arn);
  if (header === null) return null;
  const { tags, ...details } = await reader.readPermissionSetDetails(instance, arn);
  const { name, description, sessionDuration, relayState } = header;
  return { arn, name, tags, content: { description, sessionDuration, relayState, ...details } };
}

/** Detaches before it attaches: a full set has no room for one more. */
async function writeContent(
  execution: Execution,
  arn: PermissionSetArn,
  from: PermissionSetContent,
  to: PermissionSetContent,
  changed: PermissionSetFields,
): Promise<void> {
  const { writer, instance } = execution;
  const has = (field: keyof PermissionSetContent): boolean => changed[field] !== undefined;
  if (has('description') || has('sessionDuration') || has('relayState')) {
    await persist(() => writer.updatePermissionSet(instance, arn, to), []);
  }
  for (const policy of missingFrom(to.managedPolicies, from.managedPolicies, String)) {
    await persist(() => writer.detachManagedPolicy(instance, arn, policy), ['not-found']);
  }
  const { customerManagedPolicies: old } = from;
  const { customerManagedPolicies: wanted } = to;
  for (const policy of missingFrom(wanted, old, referenceKey)) {
    await persist(() => writer.detachCustomerManagedPolicy(instance, arn, policy), ['not-found']);
  }
  for (const policy of missingFrom(from.managedPolicies, to.managedPolicies, String)) {
    await persist(() => writer.attachManagedPolicy(instance, arn, policy), ['conflict']);
  }
  for (const policy of missingFrom(old, wanted, referenceKey)) {
    await persist(() => writer.attachCustomerManagedPolicy(instance, arn, policy), ['conflict']);
  }
  if (has('inlinePolicy')) await writeInlinePolicy(execution, arn, to.inlinePolicy);
  if (has('permissionsBoundary')) {
    const { permissionsBoundary: boundary } = to;
    await persist(
      () =>
        boundary === null
          ? writer.deletePermissionsBoundary(instance, arn)
          : writer.putPermissionsBoundary(instance, arn, boundary),
      boundary === null ? ['not-found'] : [],
    );
  }
}

async function writeInlinePolicy(
  { writer, instance }: Execution,
  arn: PermissionSetArn,
  policy: string | null,
): Promise<void> {
  await persist(
    () =>
      policy === null
        ? writer.deleteInlinePolicy(instance, arn)
        : writer.putInlinePolicy(instance, arn, policy),
    policy === null ? ['not-found'] : [],
  );
}

async function writeTags(
  { writer, instance }: Execution,
  arn: PermissionSetArn,
  changed: Readonly<Record<string, string | null>>,
): Promise<void> {
  const gone = Object.keys(changed).filter((key) => changed[key] === null);
  const set: Tags = Object.fromEntries(
    Object.entries(changed).flatMap(([key, value]) => (value === null ? [] : [[key, value]])),
  );
  if (gone.length > 0) await persist(() => writer.untag(instance, arn, gone), []);
  if (Object.keys(set).length > 0) await persist(() => writer.tag(instance, arn, set), []);
}

/** The items of `all` that `present` lacks. */
function missingFrom<T>(
  present: readonly T[],
  all: readonly T[],
  key: (item: T) => string,
): readonly T[] {
  const keys = new Set(present.map(key));
  return all.filter((item) => !keys.has(key(item)));
}

function referenceKey({ path, name }: CustomerManagedPolicy): string {
  return `${path}${name}`;
}
