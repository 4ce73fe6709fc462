import type { Plan } from '../core/plan/plan.ts';
import type { Document } from './document.ts';
import { fitToLimit } from './fit-to-limit.ts';
import { planDocument } from './plan-document.ts';
import type { ViewOptions } from './plan-view.ts';

/** A step's summary may hold 1 MiB, and GitHub's own masking may lengthen it. */
export const SUMMARY_LIMIT = 1_000_000;

export interface SummaryOptions extends ViewOptions {
  readonly limitBytes?: number;
}

export function frameSummary(document: Document, limitBytes = SUMMARY_LIMIT): string {
  return fitToLimit(
    document,
    limitBytes,
    (told) =>
      `> [!IMPORTANT]\n> Too long for a summary: this shows ${told}, the most dangerous first. The whole is in the plan file.`,
  ).text;
}

/** The plan for the job's summary: the same words, with far more room. */
export function renderSummary(plan: Plan, options: SummaryOptions): string {
  return frameSummary(planDocument({ ...options, plan }), options.limitBytes);
}
