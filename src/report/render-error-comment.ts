import type { Diagnostic } from '../core/diagnostics/diagnostic.ts';
import type { Document } from './document.ts';
import { problemDocument, type ProblemLinks } from './problem-document.ts';
import { type Comment, type CommentFrame, frameComment } from './render-comment.ts';
import { frameSummary } from './render-summary.ts';

function errorDocument(diagnostics: readonly Diagnostic[], links: ProblemLinks): Document {
  return problemDocument(
    'Access plan',
    'No plan could be made. This says nothing yet about what merging would do.',
    diagnostics,
    links,
  );
}

/** A run that failed before it had a plan, as the pull request's one comment. */
export function renderErrorComment(
  diagnostics: readonly Diagnostic[],
  options: CommentFrame & ProblemLinks,
): Comment {
  return frameComment(errorDocument(diagnostics, options), options);
}

export function renderErrorSummary(
  diagnostics: readonly Diagnostic[],
  options: ProblemLinks & { readonly limitBytes?: number },
): string {
  return frameSummary(errorDocument(diagnostics, options), options.limitBytes);
}
