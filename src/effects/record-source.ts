import type { Mapping } from '../core/mapping/mapping.ts';
import { stricterRecordPlace } from '../core/mapping/stricter-record-place.ts';
import type { ArtifactReader } from '../ports/github-artifacts.ts';
import type { RecordSource } from './reviewed-records.ts';

/** Where records are read from, by the stricter of base's settings and head's. */
export function recordSource(
  { base, head }: { readonly base: Mapping | null; readonly head: Mapping },
  artifacts: ArtifactReader,
): RecordSource {
  const place = stricterRecordPlace(base?.settings ?? null, head.settings);
  return place.kind === 'artifact' ? { ...place, artifacts } : place;
}
