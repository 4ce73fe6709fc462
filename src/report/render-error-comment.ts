import type { Diagnostic } from '../core/diagnostics/diagnostic.ts';
import type { Document } from './document.ts';
import { problemDocument, type ProblemLinks } from './problem-document.ts';
import { type Comment, type CommentFrame, frameComment } from './render-comment.ts';
import { frameSummary } from './render-summary.ts';

/** What was being done when it failed, and what that leaves. */
const failures = {
  plan: {
    title: 'Access plan',
    verdict: 'No plan could be made. This says nothing yet about what merging would do.',
  },
  apply: {
    title: 'Access apply',
    verdict:
      'Nothing was applied: no plan could be made. AWS and Entra ID are as they were. Run the job again once that is mended: nothing has to be reviewed anew.',
  },
  drift: {
    title: 'Access drift',
    verdict: 'Nothing could be compared. This says nothing about drift.',
  },
  doctor: {
    title: 'Federation check-up',
    verdict: 'Nothing could be checked.',
  },
  report: {
    title: 'Access report',
    verdict: 'There is no report. This says nothing about who has what.',
  },
} as const;

export type Attempt = keyof typeof failures;

function errorDocument(
  diagnostics: readonly Diagnostic[],
  links: ProblemLinks,
  attempt: Attempt,
): Document {
  const { title, verdict } = failures[attempt];
  return problemDocument(title, verdict, diagnostics, links);
}

/** A run that failed before it had a plan, as the pull request's one comment. */
export function renderErrorComment(
  diagnostics: readonly Diagnostic[],
  options: CommentFrame & ProblemLinks & { readonly attempt?: Attempt },
): Comment {
  return frameComment(errorDocument(diagnostics, options, options.attempt ?? 'plan'), options);
}

/** A run that failed before it had a plan, or an answer. */
export function renderErrorSummary(
  diagnostics: readonly Diagnostic[],
  options: ProblemLinks & { readonly limitBytes?: number; readonly attempt: Attempt },
): string {
  const { attempt, limitBytes } = options;
  return frameSummary(errorDocument(diagnostics, options, attempt), limitBytes);
}
