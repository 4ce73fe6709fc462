import type { Plan } from '../core/plan/plan.ts';
import type { Document } from './document.ts';
import { fitToLimit } from './fit-to-limit.ts';
import { planDocument } from './plan-document.ts';
import { link, type ViewOptions } from './plan-view.ts';

/** GitHub refuses a comment above 65,536 characters; bytes are never fewer. */
export const COMMENT_LIMIT = 60_000;

export interface CommentFrame {
  /** Hidden line by which this instance's and owner's comment is found again. */
  readonly marker: string;
  /** Hidden block to append, already encoded; null for none. */
  readonly record: string | null;
  readonly runUrl: string | null;
  readonly limitBytes?: number;
}

export interface CommentOptions extends Omit<ViewOptions, 'occasion'>, CommentFrame {}

export interface Comment {
  readonly body: string;
  /** How many entries had no room; the summary and the plan file have them all. */
  readonly leftOut: number;
  /** How many are told shorter than they could be. */
  readonly shortened: number;
}

/** Puts marker and record around a document and fits the whole into the limit. */
export function frameComment(document: Document, frame: CommentFrame): Comment {
  const summary = link('job summary', frame.runUrl);
  const { text, leftOut, shortened } = fitToLimit(
    {
      head: `${frame.marker}\n${document.head}`,
      sections: document.sections,
      tail: frame.record === null ? document.tail : `${document.tail}\n\n${frame.record}`,
    },
    frame.limitBytes ?? COMMENT_LIMIT,
    (told) =>
      `> [!IMPORTANT]\n> Too long for a comment: this shows ${told}, the most dangerous first. The whole is in the ${summary} and in the plan file.`,
  );
  return { body: text, leftOut, shortened };
}

/** The plan as the pull request's one comment. */
export function renderComment(plan: Plan, options: CommentOptions): Comment {
  return frameComment(planDocument({ ...options, plan, occasion: 'pull-request' }), options);
}
