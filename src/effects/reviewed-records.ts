import type { Diagnostic } from '../core/diagnostics/diagnostic.ts';
import { hasMarker, type MarkerKey } from '../core/approval/markers.ts';
import { recordFrom } from '../core/approval/record-text.ts';
import type { ReviewedRecord } from '../core/approval/reviewed-record.ts';
import type {
  Actor,
  Comment,
  CommentEdit,
  Commit,
  GitHubReader,
  PullRequest,
} from '../ports/github.ts';
import { PortError } from '../ports/port-error.ts';
import type { ArtifactReader } from '../ports/github-artifacts.ts';
import { type ArtifactSource, readArtifactRecord } from './artifact-records.ts';
import { runDiagnostic } from './run-problem.ts';
import { isSameActor } from './same-actor.ts';

/** How long after a merge GitHub may not know its pull request; milliseconds, generously. */
const LAG = 120_000;

/** Where records lie, by the stricter of base's settings and head's. */
export type RecordSource =
  | { readonly kind: 'comment' }
  | {
      readonly kind: 'artifact';
      readonly planWorkflow: string;
      readonly artifacts: ArtifactReader;
    };

export interface Reviews {
  readonly records: readonly ReviewedRecord[];
  /** By number of the pull request. */
  readonly recordOf: ReadonlyMap<number, ReviewedRecord>;
  /** Those of the merged pull requests that carry a plan comment of ours, or a record, newest first. */
  readonly pullRequests: readonly PullRequest[];
  readonly diagnostics: readonly Diagnostic[];
}

/**
 * What reviewers of the pull requests merged in these commits were shown. A record counts only if this
 * token's identity wrote every part of it, nobody else ever edited one, it was last written before the
 * merge, and it is about the head that was merged. From an artifact, only if the plan's own workflow left
 * it; then no comment counts. `now` is in milliseconds since the epoch.
 */
export async function readReviews(
  github: GitHubReader,
  commits: readonly Commit[],
  defaultBranch: string,
  key: MarkerKey,
  now: number,
  from: RecordSource = { kind: 'comment' },
): Promise<Reviews> {
  const merged = await mergedIn(github, commits, defaultBranch, now);
  const viewer = await github.viewer();
  const pullRequests: PullRequest[] = [];
  const recordOf = new Map<number, ReviewedRecord>();
  const diagnostics: Diagnostic[] = [];
  for (const pullRequest of merged) {
    const commented = await readComments(github, pullRequest, viewer, key);
    const verdict =
      from.kind === 'artifact'
        ? await readArtifact({ ...from, defaultBranch }, pullRequest, key, commented)
        : await readRecord(github, pullRequest, viewer, key, commented);
    if (verdict === null) continue;
    pullRequests.push(pullRequest);
    if ('record' in verdict) recordOf.set(pullRequest.number, verdict.record);
    else if (verdict.untrusted !== null) {
      diagnostics.push(
        runDiagnostic(
          'record-untrusted',
          `the ${from.kind === 'artifact' ? 'record' : 'plan comment'} of pull request #${pullRequest.number} does not count as a review`,
          {
            severity: 'warning',
            why: verdict.untrusted,
            help: 'open a new pull request, or approve the plan by its digest',
          },
        ),
      );
    }
  }
  return { records: [...recordOf.values()], recordOf, pullRequests, diagnostics };
}

async function mergedIn(
  github: GitHubReader,
  commits: readonly Commit[],
  defaultBranch: string,
  now: number,
): Promise<readonly PullRequest[]> {
  // GitHub also names pull requests whose branch once held a commit: only what merged here counts.
  const walked = new Set<string | null>(commits.map(({ id }) => id));
  const isWalked = (commit: string | null): boolean => commit !== null && walked.has(commit);
  const found = new Map<number, PullRequest>();
  for (const commit of commits) {
    const associated = await github.pullRequestsOf(
      commit.id,
      commit.committedAt !== null && now - Date.parse(commit.committedAt) < LAG,
    );
    const landed = associated.filter(
      (pullRequest) => hasLanded(pullRequest, defaultBranch) && isWalked(pullRequest.mergeCommit),
    );
    for (const pullRequest of landed) found.set(pullRequest.number, pullRequest);
    if (landed.length > 0) continue;
    const named = await namedIn(github, commit, defaultBranch);
    if (named !== null) found.set(named.number, named);
  }
  return [...found.values()];
}

function hasLanded({ mergedAt, baseBranch }: PullRequest, defaultBranch: string): boolean {
  return mergedAt !== null && baseBranch === defaultBranch;
}

/** GitHub may not know the pull request of a commit yet; the subject names it, and must be right. */
async function namedIn(
  github: GitHubReader,
  commit: Commit,
  defaultBranch: string,
): Promise<PullRequest | null> {
  const match =
    /^Merge pull request #(\d{1,9}) /.exec(commit.subject) ??
    /\(#(\d{1,9})\)$/.exec(commit.subject);
  if (match?.[1] === undefined) return null;
  const pullRequest = await pullRequestOrNull(github, Number(match[1]));
  return pullRequest !== null &&
    hasLanded(pullRequest, defaultBranch) &&
    pullRequest.mergeCommit === commit.id
    ? pullRequest
    : null;
}

/** The number in a subject may be an issue's. */
async function pullRequestOrNull(
  github: GitHubReader,
  number: number,
): Promise<PullRequest | null> {
  try {
    return await github.pullRequest(number);
  } catch (error) {
    if (error instanceof PortError && error.kind === 'not-found') return null;
    throw error;
  }
}

interface PlanComments {
  readonly all: readonly Comment[];
  /** Those that this run's identity wrote. */
  readonly ours: readonly Comment[];
}

async function readComments(
  github: GitHubReader,
  pullRequest: PullRequest,
  viewer: Actor,
  key: MarkerKey,
): Promise<PlanComments> {
  const all = await github.comments(pullRequest.number);
  const ours = all.filter(
    ({ author, body }) =>
      isSameActor(author, viewer) &&
      (hasMarker(body, 'plan', key) || hasMarker(body, 'plan-record', key)),
  );
  return { all, ours };
}

type Verdict = { readonly record: ReviewedRecord } | { readonly untrusted: string | null } | null;

/** Null where there is neither a plan comment of ours nor an artifact: the files were not touched. */
async function readArtifact(
  source: ArtifactSource,
  pullRequest: PullRequest,
  key: MarkerKey,
  { ours }: PlanComments,
): Promise<Verdict> {
  const verdict = await readArtifactRecord(source, pullRequest, key);
  return 'record' in verdict || verdict.isThere || ours.length > 0 ? verdict : null;
}

/** Null where there is no plan comment of ours. */
async function readRecord(
  github: GitHubReader,
  pullRequest: PullRequest,
  viewer: Actor,
  key: MarkerKey,
  { all, ours }: PlanComments,
): Promise<Verdict> {
  if (ours.length === 0) {
    const other = all.find(({ body }) => hasMarker(body, 'plan', key));
    return other === undefined
      ? null
      : {
          untrusted: `it was written by ${other.author?.login ?? 'somebody who is gone'}, and this run is ${viewer.login}: use the same token for plan and apply`,
        };
  }
  const record = recordFrom(ours.map(({ body }) => body));
  if (record === null) return { untrusted: null };
  const { instance, owner } = key;
  if (record.instance !== instance || record.owner !== owner) return { untrusted: null };
  if (record.head !== pullRequest.headCommit) {
    return {
      untrusted: `it is about commit ${record.head}, and ${pullRequest.headCommit} was merged`,
    };
  }
  for (const comment of ours) {
    const why = await whyUntrusted(github, comment, viewer, pullRequest.mergedAt ?? '');
    if (why !== null) return { untrusted: why };
  }
  return { record };
}

/** GitHub's times are ISO 8601 in UTC of one form, so text order is time order. */
async function whyUntrusted(
  github: GitHubReader,
  comment: Comment,
  viewer: Actor,
  mergedAt: string,
): Promise<string | null> {
  if (comment.updatedAt > mergedAt) return 'it was written after the merge';
  const edits = await editsOf(github, comment);
  if (edits === null) return 'who edited it could not be read';
  const foreign = edits.find(({ editor }) => !isSameActor(editor, viewer));
  if (foreign !== undefined) {
    return `it was edited by ${foreign.editor?.login ?? 'somebody who is gone'}`;
  }
  return edits.some(({ editedAt }) => editedAt > mergedAt) ? 'it was edited after the merge' : null;
}

/** Doubt about who edited a record is no review. */
async function editsOf(
  github: GitHubReader,
  comment: Comment,
): Promise<readonly CommentEdit[] | null> {
  try {
    return await github.editsOf(comment);
  } catch (error) {
    if (error instanceof PortError) return null;
    throw error;
  }
}
