import { attributeChanges } from './attribute-keys.ts';
import type { AttributesOperation, Operation } from './operation.ts';
import { tagsIn } from './principal-tags.ts';

export interface AttributeOrder {
  readonly step: AttributesOperation;
  /** True for the edit of a set whose inline policy then reads a tag that this step brings or changes. */
  readonly isBefore: (operation: Operation) => boolean;
  /** What gets sets to cease reading the tags that this step takes away. */
  readonly after: readonly Operation[];
}

/** A tag is there before a policy reads it, and goes once none does. Null where no attribute changes. */
export function attributeOrder(operations: readonly Operation[]): AttributeOrder | null {
  const step = operations.find((operation) => operation.kind === kind);
  if (step?.kind !== kind) return null;
  const changes = attributeChanges(step.before, step.after);
  const coming = changes.filter(({ to }) => to !== null).map(({ key }) => key.toLowerCase());
  const going = changes.filter(({ to }) => to === null).map(({ key }) => key.toLowerCase());
  const ceasing = new Set(
    operations
      .filter((operation) => {
        const { before, after } = tagsOf(operation);
        return going.some((key) => before.has(key) && !after.has(key));
      })
      .map(({ permissionSet }) => permissionSet),
  );
  return {
    step,
    isBefore: (operation) => coming.some((key) => tagsOf(operation).after.has(key)),
    after: operations.filter(
      (operation) =>
        (operation.kind === 'update-permission-set' ||
          operation.kind === 'provision-permission-set') &&
        ceasing.has(operation.permissionSet),
    ),
  };
}

const kind = 'update-access-control-attributes';

/** Those of the inline policy that an edit takes away and of the one that it writes. */
function tagsOf(operation: Operation): Record<'after' | 'before', ReadonlySet<string>> {
  const isEdit =
    operation.kind === 'create-permission-set' || operation.kind === 'update-permission-set';
  return {
    before: tagsIn(isEdit ? operation.before?.inlinePolicy : null),
    after: tagsIn(isEdit ? operation.after?.inlinePolicy : null),
  };
}
