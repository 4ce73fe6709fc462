import type { RecordPlace, Settings } from './mapping.ts';

/**
 * Where a record must lie: an artifact if base or head says so. Base's workflow is the one, because a
 * change may not name the workflow that vouches for it. `base` is null where there is none.
 */
export function stricterRecordPlace(
  base: Pick<Settings, 'record'> | null,
  head: Pick<Settings, 'record'>,
): RecordPlace {
  return base?.record.kind === 'artifact' ? base.record : head.record;
}
