import { marker, type MarkerKey } from '../core/approval/markers.ts';
import type { Diagnostic } from '../core/diagnostics/diagnostic.ts';
import { administratorSets } from '../core/drift/administrator-sets.ts';
import { driftNews, type DriftNews, type FoundByRun } from '../core/drift/drift-news.ts';
import { recordIn, recordLine, recordWithoutEntries } from '../core/drift/drift-record.ts';
import type { Snapshot } from '../core/model/snapshot.ts';
import type { Plan } from '../core/plan/plan.ts';
import { problemsOf } from '../effects/problems-of.ts';
import { type IssuePorts, type IssueWish, publishIssue } from '../effects/publish-issue.ts';
import { runDiagnostic } from '../effects/run-problem.ts';
import type { Issue } from '../ports/github-issues.ts';
import {
  closedBody,
  driftTitle,
  renderDriftIssue,
  renderDriftWhole,
} from '../report/drift-issue.ts';
import type { DriftView } from '../report/drift-view.ts';
import { failureKey } from './tell-drift-failure.ts';

export interface FoundDrift extends FoundByRun {
  readonly plan: Plan;
  readonly snapshot: Pick<Snapshot, 'permissionSets'>;
}

export interface TellingTask {
  readonly directory: string;
  readonly runUrl: string | null;
  readonly repositoryUrl: string | null;
  /** A public repository, or settings that let nobody be named. */
  readonly hidesPeople: boolean;
  /** `2026-11-22`, UTC. */
  readonly today: string;
}

export interface ToldDrift {
  /** What the issue, the summary and a terminal tell; null where nothing drifted and all was decided. */
  readonly view: DriftView | null;
  readonly issueUrl: string | null;
  /** Markdown to add to the summary; empty where the issue says it all, or there is nothing to say. */
  readonly summary: string;
  readonly diagnostics: readonly Diagnostic[];
}

/**
 * Keeps the drift issue: created, rewritten, closed or opened again, or left alone where it says already
 * what was found; and closes that of a failed check. What GitHub refuses is told and fails nothing.
 * Without `ports` the summary says it all.
 */
export async function tellDrift(
  ports: IssuePorts | null,
  task: TellingTask,
  found: FoundDrift,
): Promise<ToldDrift> {
  const { plan, report } = found;
  const key = { instance: plan.instance, owner: plan.owner, directory: task.directory };
  const told = { view: viewOf(task, found, null), isCut: false };
  const view = (): DriftView | null => (issueSays(report) === null ? null : told.view);
  const whole = (): string => (report.entries.length === 0 ? '' : renderDriftWhole(told.view));
  if (ports === null) return { view: view(), issueUrl: null, summary: whole(), diagnostics: [] };
  const decide = (present: Issue | null): IssueWish => {
    const remembered = present === null ? null : recordIn(present.body);
    const news = driftNews(found, remembered, task.today);
    told.view = viewOf(task, found, news);
    const frame = { marker: marker('drift', key), record: recordLine(news.record) };
    const { body, leftOut, shortened } = renderDriftIssue(told.view, frame);
    told.isCut = leftOut + shortened > 0;
    return wishFor(news, present, { title: driftTitle(told.view), body }, task);
  };
  try {
    const { url, isAsWritten } = await publishIssue(ports, 'drift', key, decide);
    await closeFailure(ports, task, key);
    const says = issueSays(report);
    const links = url === null || says === null ? '' : `The [drift issue](${url}) says ${says}.`;
    return {
      view: view(),
      issueUrl: url,
      summary: told.isCut || !isAsWritten ? whole() : links,
      diagnostics: isAsWritten
        ? []
        : [notWritten('GitHub kept an older text of the drift issue', null)],
    };
  } catch (error) {
    const problems = problemsOf(error);
    if (problems === null) throw error;
    return {
      view: view(),
      issueUrl: null,
      summary: whole(),
      diagnostics: problems.map(warningOf),
    };
  }
}

/** Null where there is nothing to tell. */
function issueSays({ entries, undecided }: FoundDrift['report']): string | null {
  if (entries.length > 0) return 'who did it and what can be done';
  return undecided.length === 0 ? null : 'what could not be decided, and what can be done';
}

/** What GitHub refused, as what it is for a drift run: something untold, and no failure. */
function warningOf({ headline, why, help }: Diagnostic): Diagnostic {
  return notWritten(`the drift issue was not written: ${headline}`, help, why);
}

function notWritten(headline: string, help: string | null, why: string | null = null): Diagnostic {
  return runDiagnostic('issue-not-written', headline, { severity: 'warning', why, help });
}

/** What both the issue and the pull request are made from. */
export function viewOf(task: TellingTask, found: FoundDrift, news: DriftNews | null): DriftView {
  return {
    ...found,
    occasion: 'drift',
    runUrl: task.runUrl,
    repositoryUrl: task.repositoryUrl,
    isPublicRepository: task.hidesPeople,
    administrators: administratorSets(found.snapshot),
    since: news?.since ?? new Map(),
    notLooked: news?.notLooked ?? 0,
  };
}

function wishFor(
  { kind, record }: DriftNews,
  present: Issue | null,
  issue: { readonly title: string; readonly body: string },
  { today }: TellingTask,
): IssueWish {
  switch (kind) {
    case 'clean': {
      if (present === null) return { kind: 'leave' };
      // Closed for good already, or by a person: then the next drift is news all the same.
      if (present.state === 'closed' && recordIn(present.body)?.digest === null) {
        return { kind: 'leave' };
      }
      const why = `the drift check of ${today} found AWS as the files say.`;
      return { kind: 'closed', body: closedBody(present.body, recordLine(record), why) };
    }
    case 'out-of-sight':
    case 'same':
      return { kind: 'leave' };
    case 'more-known':
    case 'less':
      // Whoever closed it has seen this drift; that more is known or less is left opens nothing.
      return present?.state === 'open' ? { kind: 'open', ...issue } : { kind: 'leave' };
    case 'changed':
      return { kind: 'open', ...issue };
    default:
      return kind satisfies never;
  }
}

async function closeFailure(ports: IssuePorts, task: TellingTask, key: MarkerKey): Promise<void> {
  await publishIssue(ports, 'drift-failure', failureKey(key.directory), (present) => {
    if (present === null) return { kind: 'leave' };
    // One that a person closed must not keep what it said, or the same failure would be no news later.
    const isOver = present.state === 'closed' && recordIn(present.body)?.digest === null;
    if (isOver) return { kind: 'leave' };
    const record = recordLine(recordWithoutEntries(null));
    const why = `the drift check of ${task.today} worked.`;
    return { kind: 'closed', body: closedBody(present.body, record, why) };
  });
}
