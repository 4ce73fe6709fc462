import type { ApplyReport } from '../core/outcome/apply-report.ts';
import type { Document } from './document.ts';
import { type OutcomeContext, outcomeDocument } from './outcome-document.ts';
import { type Comment, type CommentOptions, frameComment } from './render-comment.ts';
import { frameSummary, type SummaryOptions } from './render-summary.ts';

export type OutcomeOptions = CommentOptions & OutcomeContext;

function toDocument(
  report: ApplyReport,
  options: Omit<CommentOptions, 'marker' | 'record'> & OutcomeContext,
): Document {
  const { runUrl, repositoryUrl, isPublicRepository } = options;
  const view = { runUrl, repositoryUrl, isPublicRepository, plan: report.plan };
  return outcomeDocument(report, { ...view, occasion: 'apply' }, options);
}

/** What an apply did, as a comment of its own on the merged pull request. */
export function renderOutcome(report: ApplyReport, options: OutcomeOptions): Comment {
  return frameComment(toDocument(report, options), options);
}

export function renderOutcomeSummary(
  report: ApplyReport,
  options: Omit<SummaryOptions, 'occasion'> & OutcomeContext,
): string {
  return frameSummary(toDocument(report, options), options.limitBytes);
}
