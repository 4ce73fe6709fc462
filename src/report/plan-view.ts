import type { Origin } from '../core/diagnostics/finding.ts';
import type { Operation } from '../core/plan/operation.ts';
import type { Plan } from '../core/plan/plan.ts';
import { codeSpan } from './escape.ts';
import { remembered } from '../core/model/remembered.ts';

/**
 * On which occasion a plan is read. On a pull request its own changes come first and what other
 * merges left is told apart; an apply does both; a drift run looks for drift.
 */
export type Occasion = 'pull-request' | 'apply' | 'drift';

/** What the words depend on, beside the plan. */
export interface ViewOptions {
  readonly occasion: Occasion;
  /** Where the run, its summary and its plan file are; null outside of Actions. */
  readonly runUrl: string | null;
  /** `https://github.com/owner/name`, for links to lines; null for none. */
  readonly repositoryUrl: string | null;
  /** On a public repository people are counted, not named. */
  readonly isPublicRepository: boolean;
}

export interface PlanView extends ViewOptions {
  readonly plan: Plan;
}

/** Whether an operation is what this occasion is about. */
export function isOwn(operation: Operation, occasion: Occasion): boolean {
  switch (occasion) {
    case 'pull-request':
      return operation.cause === 'change';
    case 'apply':
      // Where a digest did not fit, drift is held like the rest.
      return operation.cause !== 'drift' || operation.status === 'held';
    case 'drift':
      return true;
    default:
      return occasion satisfies never;
  }
}

/** Whether it would be done: neither blocked nor held. */
export function isComing(operation: Operation): boolean {
  return operation.status === 'planned' || operation.status === 'waiting';
}

type OfPlan<V> = (view: Pick<PlanView, 'plan' | 'occasion'>) => V;

/** Found once for each plan and occasion. */
export function forEachOccasion<V>(find: (plan: Plan, occasion: Occasion) => V): OfPlan<V> {
  const on = (occasion: Occasion) => remembered((plan: Plan) => find(plan, occasion));
  const found = { 'pull-request': on('pull-request'), apply: on('apply'), drift: on('drift') };
  return ({ plan, occasion }) => found[occasion](plan);
}

/** What this occasion is about and would be done. */
export const comingIn: OfPlan<readonly Operation[]> = forEachOccasion((plan, occasion) =>
  plan.operations.filter((operation) => isOwn(operation, occasion) && isComing(operation)),
);

const plainUrl = /^https?:\/\/[A-Za-z0-9.:[\]-]+(?:\/[A-Za-z0-9._~/%-]*(?:#[A-Za-z0-9-]+)?)?$/;

/** `text` must be Markdown already; without a plain address it stays text. */
export function link(text: string, url: string | null): string {
  return url !== null && plainUrl.test(url) ? `[${text}](${url})` : text;
}

function encodePath(path: string): string {
  // encodeURIComponent throws on half a character and leaves !'()* alone, which Markdown may read.
  return path
    .toWellFormed()
    .split('/')
    .map((part) =>
      encodeURIComponent(part).replace(
        /[!'()*]/g,
        (mark) => `%${mark.charCodeAt(0).toString(16).toUpperCase()}`,
      ),
    )
    .join('/');
}

/** Which side of the comparison holds the line. */
export type Side = 'head' | 'base';

// A browser would follow `..` out of the commit, even out of the repository.
const leavesTheCommit = /(?:^|\/)\.{0,2}(?:\/|$)/;

// A longer path is shown cut; its address would cost the comment more than it helps.
const LONGEST_LINKED = 300;

/** `file:line`, as a link where the commit and the repository are known. */
export function lineLink(
  origin: Origin,
  commit: string | null,
  repositoryUrl: string | null,
): string {
  const text = codeSpan(`${origin.file}:${origin.line}`);
  if (repositoryUrl === null || !plainUrl.test(repositoryUrl)) return text;
  if (origin.file.length > LONGEST_LINKED || leavesTheCommit.test(origin.file)) return text;
  if (commit === null || !/^[0-9a-f]{40}$/.test(commit)) return text;
  return `[${text}](${repositoryUrl}/blob/${commit}/${encodePath(origin.file)}#L${origin.line})`;
}

export function originLink(origin: Origin, side: Side, { plan, repositoryUrl }: PlanView): string {
  return lineLink(origin, side === 'base' ? plan.base : plan.head, repositoryUrl);
}

const MOST_ORIGINS = 3;

export function originLinks(origins: readonly Origin[], side: Side, view: PlanView): string {
  const unique = new Map(origins.map((origin) => [`${origin.file}:${origin.line}`, origin]));
  const links = [...unique.values()].slice(0, MOST_ORIGINS);
  const more = unique.size - links.length;
  return [
    ...links.map((origin) => originLink(origin, side, view)),
    ...(more > 0 ? [`${more} more`] : []),
  ].join(', ');
}
