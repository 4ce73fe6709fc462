import type { CommitId } from '../model/ids.ts';
import { canonicalJson } from '../plan/canonical-json.ts';
import { sha256 } from '../plan/digest.ts';
import type { MarkerKey } from './markers.ts';
import type { ReviewedRecord } from './reviewed-record.ts';

/** The one file in an archive that holds a record. */
export const recordFile = 'reviewed-record.json';

/**
 * The name of the artifact that holds what reviewers of a pull request were shown of one head. The number
 * is in it because a head may be that of two pull requests, of which only one is reviewed.
 */
export function recordArtifactName(
  pullRequest: number,
  head: CommitId,
  { instance, owner, directory }: MarkerKey,
): string {
  const key = sha256(canonicalJson([instance, owner, directory])).slice(0, 16);
  return `access-plan-${pullRequest}-${head}-${key}`;
}

export function recordText(record: ReviewedRecord): string {
  return `${canonicalJson(record)}\n`;
}
