import type { Diagnostic } from '../core/diagnostics/diagnostic.ts';
import { codeSpan } from './escape.ts';
import type { IssueFrame } from './drift-issue.ts';
import { link } from './plan-view.ts';
import { problemDocument, type ProblemLinks } from './problem-document.ts';
import { frameComment } from './render-comment.ts';

export function driftFailureTitle(directory: string): string {
  return `The access drift check of ${codeSpan(directory, 100)} fails`;
}

/** The issue of a drift check that does not work. */
export function renderDriftFailure(
  diagnostics: readonly Diagnostic[],
  frame: IssueFrame & ProblemLinks & { readonly runUrl: string | null },
): string {
  const document = problemDocument(
    'The access drift check fails',
    'Nothing could be compared, so drift goes unseen until this is mended. The next check that works closes this issue.',
    diagnostics,
    frame,
  );
  const run = link('run that failed first with this', frame.runUrl);
  return frameComment(
    { ...document, tail: frame.runUrl === null ? '' : run },
    { ...frame, marker: `${frame.marker}\n${frame.record}`, record: null },
  ).body;
}
