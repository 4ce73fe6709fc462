import { marker, type MarkerKey } from '../core/approval/markers.ts';
import type { Diagnostic } from '../core/diagnostics/diagnostic.ts';
import { recordIn, recordLine, recordWithoutEntries } from '../core/drift/drift-record.ts';
import { steadyWords } from '../core/drift/steady-words.ts';
import { canonicalJson } from '../core/plan/canonical-json.ts';
import { sha256 } from '../core/plan/digest.ts';
import { problemsOf } from '../effects/problems-of.ts';
import { type IssuePorts, publishIssue } from '../effects/publish-issue.ts';
import { driftFailureTitle, renderDriftFailure } from '../report/render-drift-failure.ts';
import { lastCatch } from './last-catch.ts';

/** Before anybody could ask for the instance, the directory is all that is known of a check. */
export function failureKey(directory: string): MarkerKey {
  return { instance: null, owner: null, directory };
}

/**
 * Raises the issue of a drift check that failed, whatever failed, or leaves it where it says so already.
 * Where GitHub is what fails, only the log can tell. Answers the issue's address.
 */
export async function tellDriftFailure(
  ports: IssuePorts,
  task: {
    readonly directory: string;
    readonly runUrl: string | null;
    readonly repositoryUrl: string | null;
  },
  failure: unknown,
): Promise<string | null> {
  const { diagnostics } = lastCatch(failure).report;
  const key = failureKey(task.directory);
  const digest = digestOf(diagnostics);
  const body = renderDriftFailure(diagnostics, {
    marker: marker('drift-failure', key),
    record: recordLine(recordWithoutEntries(digest)),
    runUrl: task.runUrl,
    repositoryUrl: task.repositoryUrl,
    head: null,
  });
  try {
    const { url } = await publishIssue(ports, 'drift-failure', key, (present) =>
      present !== null && recordIn(present.body)?.digest === digest
        ? { kind: 'leave' }
        : { kind: 'open', title: driftFailureTitle(task.directory), body },
    );
    return url;
  } catch (error) {
    if (problemsOf(error) === null) throw error;
    return null;
  }
}

function digestOf(diagnostics: readonly Diagnostic[]): string {
  const told = diagnostics.map(({ code, headline, at }) => [
    code,
    steadyWords(headline),
    at?.file ?? null,
  ]);
  return sha256(canonicalJson(told));
}
