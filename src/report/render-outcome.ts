import type { ApplyReport } from '../core/outcome/apply-report.ts';
import type { Document } from './document.ts';
import { outcomeDocument } from './outcome-document.ts';
import { type Comment, type CommentOptions, frameComment } from './render-comment.ts';
import { frameSummary, type SummaryOptions } from './render-summary.ts';

interface Approval {
  /** Full digest of the plan with its drift, for `approve-plan`; null where there is nothing to approve. */
  readonly approveDigest: string | null;
}

export type OutcomeOptions = CommentOptions & Approval;

function toDocument(
  report: ApplyReport,
  options: Omit<CommentOptions, 'marker' | 'record'> & Approval,
): Document {
  const { runUrl, repositoryUrl, isPublicRepository, approveDigest } = options;
  const view = { runUrl, repositoryUrl, isPublicRepository, plan: report.plan };
  return outcomeDocument(report, { ...view, occasion: 'apply' }, approveDigest);
}

/** What an apply did, as a comment of its own on the merged pull request. */
export function renderOutcome(report: ApplyReport, options: OutcomeOptions): Comment {
  return frameComment(toDocument(report, options), options);
}

export function renderOutcomeSummary(
  report: ApplyReport,
  options: Omit<SummaryOptions, 'occasion'> & Approval,
): string {
  return frameSummary(toDocument(report, options), options.limitBytes);
}
