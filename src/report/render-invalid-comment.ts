import type { Diagnostic } from '../core/diagnostics/diagnostic.ts';
import { countBySeverity, problemDocument, type ProblemLinks } from './problem-document.ts';
import { type Comment, type CommentFrame, frameComment } from './render-comment.ts';
import { frameSummary } from './render-summary.ts';
import { sentence } from './words.ts';
import type { Document } from './document.ts';

function invalidDocument(diagnostics: readonly Diagnostic[], links: ProblemLinks): Document {
  const verdict = `${sentence(countBySeverity(diagnostics))} in the mapping files: nothing was planned.`;
  return problemDocument('Access plan', verdict, diagnostics, links);
}

/** Mapping files that could not be understood, as the pull request's one comment. */
export function renderInvalidComment(
  diagnostics: readonly Diagnostic[],
  options: CommentFrame & ProblemLinks,
): Comment {
  return frameComment(invalidDocument(diagnostics, options), options);
}

export function renderInvalidSummary(
  diagnostics: readonly Diagnostic[],
  options: ProblemLinks & { readonly limitBytes?: number },
): string {
  return frameSummary(invalidDocument(diagnostics, options), options.limitBytes);
}
