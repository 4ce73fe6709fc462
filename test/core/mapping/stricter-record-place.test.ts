import { expect, it } from 'vitest';
import type { RecordPlace } from '../../../src/core/mapping/mapping.ts';
import { stricterRecordPlace } from '../../../src/core/mapping/stricter-record-place.ts';

const comment: RecordPlace = { kind: 'comment' };
const own: RecordPlace = { kind: 'artifact', planWorkflow: '.github/workflows/plan.yml' };
const other: RecordPlace = { kind: 'artifact', planWorkflow: '.github/workflows/evil.yml' };

it.each<[string, RecordPlace | null, RecordPlace, RecordPlace]>([
  ['a comment where neither asks for more', comment, comment, comment],
  ['an artifact from the change on that asks for it', comment, own, own],
  ['an artifact still in the change that gives it up', own, comment, own],
  ["of base's workflow, whatever the change names", own, other, own],
  ["head's where there is no base", null, own, own],
])('is %s', (_what, base, head, place) => {
  expect(stricterRecordPlace(base && { record: base }, { record: head })).toEqual(place);
});
