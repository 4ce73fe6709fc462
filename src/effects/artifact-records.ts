import { whyNoArtifact, whyNoRecord, whyNoRun } from '../core/approval/judge-artifact.ts';
import type { MarkerKey } from '../core/approval/markers.ts';
import { archiveLimit, recordInArchive, whyOtherArchive } from '../core/approval/record-archive.ts';
import { recordArtifactName } from '../core/approval/record-artifact.ts';
import type { ReviewedRecord } from '../core/approval/reviewed-record.ts';
import type { PullRequest } from '../ports/github.ts';
import type { Artifact, ArtifactReader, WorkflowRun } from '../ports/github-artifacts.ts';
import type { PortError } from '../ports/port-error.ts';
import { advice } from './advice.ts';

/** Where a record comes from that no other workflow can forge. */
export interface ArtifactSource {
  readonly artifacts: ArtifactReader;
  /** The one workflow whose runs may leave it, from the root of the repository. */
  readonly planWorkflow: string;
  readonly defaultBranch: string;
}

export type ArtifactVerdict =
  | { readonly record: ReviewedRecord }
  /** `isThere` is false where nothing of the name was ever left. */
  | { readonly untrusted: string; readonly isThere: boolean };

/** Whoever may push a branch can leave artifacts of any name: so many are looked into, the newest. */
const LOOKED_INTO = 20;
/** So many are told of. */
const TOLD = 3;

/**
 * What reviewers of a merged pull request were shown, from the newest artifact that the plan's own
 * workflow left before the merge. Others of its name are passed over. Rejects only if cancelled.
 */
export async function readArtifactRecord(
  source: ArtifactSource,
  pullRequest: PullRequest,
  key: MarkerKey,
): Promise<ArtifactVerdict> {
  const { number, headCommit: head, mergedAt } = pullRequest;
  const name = recordArtifactName(number, head, key);
  const listed = await advice(source.artifacts.artifactsNamed(name));
  if (listed.error !== null) {
    return { untrusted: `its artifacts could not be read: ${words(listed.error)}`, isThere: true };
  }
  const reasons: string[] = [];
  let lookedInto = 0;
  for (const artifact of listed.value) {
    const early = whyNoArtifact(artifact, mergedAt ?? '', archiveLimit);
    if (early === null && lookedInto === LOOKED_INTO) break;
    if (early === null) lookedInto += 1;
    const found = early === null ? await lookInto(source, artifact) : { why: early };
    const why = 'why' in found ? found.why : whyNoRecord(found.record, head, key);
    if (why === null && 'record' in found) return { record: found.record };
    reasons.push(`artifact ${artifact.id}: ${why ?? ''}`);
  }
  if (listed.value.length === 0) {
    return {
      untrusted: `no run left an artifact "${name}", which ${source.planWorkflow} has to upload`,
      isThere: false,
    };
  }
  const others = listed.value.length - Math.min(reasons.length, TOLD);
  const more = others > 0 ? `; and ${others} more of the name "${name}"` : '';
  return { untrusted: `${reasons.slice(0, TOLD).join('; ')}${more}`, isThere: true };
}

async function lookInto(
  { artifacts, planWorkflow, defaultBranch }: ArtifactSource,
  artifact: Artifact,
): Promise<{ readonly record: ReviewedRecord } | { readonly why: string }> {
  const run = await advice(runOf(artifacts, artifact));
  if (run.error !== null) return { why: `its run could not be read: ${words(run.error)}` };
  const wanted = { repository: artifacts.repository, planWorkflow, defaultBranch };
  const foreign = whyNoRun(run.value, wanted);
  if (foreign !== null) return { why: foreign };
  const archive = await advice(artifacts.download(artifact.id, archiveLimit));
  if (archive.error !== null) {
    return { why: `it could not be downloaded: ${words(archive.error)}` };
  }
  const other = whyOtherArchive(archive.value, artifact.digest);
  return other === null ? recordInArchive(archive.value) : { why: other };
}

function runOf(artifacts: ArtifactReader, { runId }: Artifact): Promise<WorkflowRun | null> {
  return runId === null ? Promise.resolve(null) : artifacts.run(runId);
}

function words({ action, message, help }: PortError): string {
  return `${action}: ${message}${help === null ? '' : ` (${help})`}`;
}
