import { ownValue } from '../model/own-value.ts';
import type { BuiltPlan } from '../plan/build-plan.ts';
import type { FlatFields } from '../plan/flat-fields.ts';
import { isAboutPermissionSet, type Operation } from '../plan/operation.ts';
import type { SetFields } from '../plan/set-fields.ts';
import type { ReviewedRecord } from './reviewed-record.ts';

/** Tells what is in these records: to the digit, or as the rest of a reviewed create or edit. */
export function reviewedIn(
  records: readonly ReviewedRecord[],
  built: BuiltPlan,
): (operation: Operation) => boolean {
  const digests = new Set(records.flatMap(({ operations }) => operations));
  return (operation) =>
    digests.has(operation.digest) || isRestOfReviewed(operation, built, records);
}

/**
 * Every part still to be written lives as it was reviewed before and becomes what was reviewed; the
 * others already do. Parts of one set may have been reviewed in different pull requests.
 */
function isRestOfReviewed(
  operation: Operation,
  { setFields }: BuiltPlan,
  records: readonly ReviewedRecord[],
): boolean {
  // A step that is about no set is whole or not there: its digest says it all.
  if (!isAboutPermissionSet(operation)) return false;
  const fields = setFields.get(operation.permissionSet);
  if (fields === undefined) return false;
  const reviewed = records.flatMap(
    (record) => ownValue(record.sets, operation.permissionSet) ?? [],
  );
  if (reviewed.length === 0) return false;
  switch (operation.kind) {
    case 'create-permission-set':
    case 'update-permission-set':
      return changedParts(fields).every((part) => isPartReviewed(part, fields, reviewed));
    case 'adopt-permission-set':
    case 'provision-permission-set':
      return Object.entries(fields.wanted).every(([part, value]) =>
        reviewed.some(({ after }) => after[part] === value),
      );
    case 'release-permission-set':
    case 'delete-permission-set':
    case 'grant':
    case 'revoke':
      return false;
  }
}

interface ReviewedSet {
  readonly before: FlatFields;
  readonly after: FlatFields;
}

function changedParts({ live, wanted }: SetFields): readonly string[] {
  const parts = new Set([...Object.keys(live), ...Object.keys(wanted)]);
  return [...parts].filter((part) => live[part] !== wanted[part]);
}

function isPartReviewed(
  part: string,
  { live, wanted }: SetFields,
  reviewed: readonly ReviewedSet[],
): boolean {
  return reviewed.some(
    ({ before, after }) => after[part] === wanted[part] && live[part] === before[part],
  );
}
