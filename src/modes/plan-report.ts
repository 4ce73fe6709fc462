import { marker, type MarkerKey, provisional } from '../core/approval/markers.ts';
import { recordArtifactName, recordText } from '../core/approval/record-artifact.ts';
import { recordParts } from '../core/approval/record-text.ts';
import { recordOf, type ReviewedRecord } from '../core/approval/reviewed-record.ts';
import type { Diagnostic } from '../core/diagnostics/diagnostic.ts';
import type { Mapping } from '../core/mapping/mapping.ts';
import { planVerdict } from '../core/outcome/result.ts';
import type { Reading } from '../core/model/reading.ts';
import type { BuiltPlan } from '../core/plan/build-plan.ts';
import type { LoadedVersion } from '../effects/load-version.ts';
import { problemsOf } from '../effects/problems-of.ts';
import { publishComment, publishRecordParts } from '../effects/publish-comment.ts';
import type { GitHubReader } from '../ports/github.ts';
import { renderComment } from '../report/render-comment.ts';
import { renderErrorComment, renderErrorSummary } from '../report/render-error-comment.ts';
import { renderInvalidComment, renderInvalidSummary } from '../report/render-invalid-comment.ts';
import { renderReadingComment } from '../report/render-reading-comment.ts';
import { renderSummary } from '../report/render-summary.ts';
import { findingDiagnostics } from './finding-diagnostics.ts';
import type { PlanPorts, PlanTask } from './plan.ts';
import { type RunReport, withoutPlan } from './run-report.ts';

/** Part of a record in one comment; more goes on in further comments. */
const RECORD_PART = 18_000;

/** A pull request that touches nothing of ours gets no comment; one that no longer does, a last word. */
export async function reportUntouched(ports: PlanPorts, task: PlanTask): Promise<RunReport> {
  const key = { instance: null, owner: null, directory: task.directory };
  const body = `${marker('plan', key)}\n**No access changes.** This pull request does not touch \`${task.directory.replaceAll('`', '')}\`.`;
  const commentUrl = await comment(ports, task, key, body, [], true);
  return withoutPlan('clean', 0, { commentUrl });
}

export async function reportInvalid(
  ports: PlanPorts,
  task: PlanTask,
  head: LoadedVersion,
  base: LoadedVersion,
): Promise<RunReport> {
  const { diagnostics } = head.checked;
  const key = keyOf(task, base.checked.value);
  const links = { ...frame(task), head: task.head };
  const { body } = renderInvalidComment(diagnostics, {
    ...links,
    marker: marker('plan', key),
    record: null,
  });
  // A directory that vanished would be a mass revocation if it were taken at its word.
  const vanished = !head.exists && base.exists;
  return withoutPlan(vanished ? 'refused' : 'invalid', 1, {
    diagnostics,
    summary: renderInvalidSummary(diagnostics, links),
    commentUrl: await comment(ports, task, key, body, []),
  });
}

/** The run failed before there was a plan: the old comment must not stand as if it were current. */
export async function reportProblems(
  ports: PlanPorts,
  task: PlanTask,
  mapping: Mapping,
  diagnostics: readonly Diagnostic[],
): Promise<RunReport> {
  const key = keyOf(task, mapping);
  const links = { ...frame(task), head: task.head };
  const { body } = renderErrorComment(diagnostics, {
    ...links,
    marker: marker('plan', key),
    record: null,
  });
  return withoutPlan('failed', 1, {
    diagnostics,
    summary: renderErrorSummary(diagnostics, { ...links, attempt: 'plan' }),
    commentUrl: await comment(ports, task, key, body, []).catch(() => null),
  });
}

function keyOf(task: PlanTask, mapping: Mapping | null): MarkerKey {
  return {
    instance: mapping?.settings.instanceArn?.value ?? null,
    owner: mapping?.settings.owner.value ?? null,
    directory: task.directory,
  };
}

/** Says what a long reading will take, where nothing of ours stands yet; whether it is said is no reason to fail. */
export async function reportReading(
  ports: PlanPorts,
  task: PlanTask,
  key: MarkerKey,
  reading: Reading,
): Promise<void> {
  const { pullRequest, runUrl } = task;
  const { github, comments } = ports;
  if (pullRequest === null || github === null || comments === null) return;
  const body = renderReadingComment(reading, { marker: provisional('plan', key), runUrl });
  try {
    if (!(await isCurrent(ports, github, pullRequest))) return;
    const both = { github, comments };
    await publishComment(both, pullRequest.number, 'plan', key, body, { onlyIfAbsent: true });
  } catch (error) {
    if (problemsOf(error) === null) throw error;
  }
}

export async function reportPlan(
  ports: PlanPorts,
  task: PlanTask & { readonly namesPeople: boolean },
  built: BuiltPlan,
  key: MarkerKey,
  head: LoadedVersion,
): Promise<RunReport> {
  const { plan } = built;
  const shown = recordOf(built);
  const [record = null, ...more] = recordParts(shown, RECORD_PART);
  // Whoever may not be named on a public repository may not be named where settings hide people.
  const shownTo = { ...frame(task), isPublicRepository: !task.namesPeople };
  const { body } = renderComment(plan, { ...shownTo, marker: marker('plan', key), record });
  const verdict = planVerdict(plan, { counts: false, fails: false });
  const commented = await comment(ports, task, key, body, more).then(
    (url) => ({ url, problems: [] }),
    // The plan is made: summary and file still have it for those who wait for it.
    (error: unknown) => ({ url: null, problems: problemsOf(error) ?? rethrow(error) }),
  );
  return {
    ...verdict,
    exitCode: commented.problems.length > 0 ? 1 : verdict.exitCode,
    plan,
    outcomes: [],
    summary: renderSummary(plan, { ...shownTo, occasion: 'pull-request' }),
    diagnostics: [
      ...head.checked.diagnostics,
      ...findingDiagnostics(plan.findings, head),
      ...commented.problems,
    ],
    approveDigest: null,
    failed: 0,
    hidesPeople: !task.namesPeople,
    commentUrl: commented.url,
    ...(commented.url !== null && { record: recordFor(task, key, shown) }),
  };
}

/** Left as an artifact too, from where nobody else can have written it. */
function recordFor(
  { pullRequest }: PlanTask,
  key: MarkerKey,
  shown: ReviewedRecord,
): RunReport['record'] {
  if (pullRequest === null) return undefined;
  const { number, headCommit } = pullRequest;
  return { name: recordArtifactName(number, headCommit, key), text: recordText(shown) };
}

function rethrow(error: unknown): never {
  throw error;
}

function frame({ runUrl, repositoryUrl, isPublicRepository }: PlanTask) {
  return { runUrl, repositoryUrl, isPublicRepository };
}

/** Writes only while the pull request is open and its head is the one planned for. */
async function comment(
  ports: PlanPorts,
  task: PlanTask,
  key: MarkerKey,
  body: string,
  parts: readonly string[],
  onlyIfPresent = false,
): Promise<string | null> {
  const { pullRequest } = task;
  const { github, comments } = ports;
  if (pullRequest === null || github === null || comments === null) return null;
  if (!(await isCurrent(ports, github, pullRequest))) return null;
  const both = { github, comments };
  await publishRecordParts(both, pullRequest.number, key, parts);
  return publishComment(both, pullRequest.number, 'plan', key, body, { onlyIfPresent });
}

async function isCurrent(
  { journal }: PlanPorts,
  github: GitHubReader,
  { number, headCommit }: NonNullable<PlanTask['pullRequest']>,
): Promise<boolean> {
  const now = await github.pullRequest(number);
  if (now.state === 'open' && now.headCommit === headCommit) return true;
  journal.warn('the pull request has moved on or is closed: no comment is written');
  return false;
}
