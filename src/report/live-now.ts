import type { ApplyReport } from '../core/outcome/apply-report.ts';
import { isAboutPermissionSet } from '../core/plan/operation.ts';
import type { Notes } from './group-step-section.ts';
import { isGroupStep } from './group-steps.ts';
import type { OutcomeCounts } from './outcome-counts.ts';

/** What is still to follow on what was applied. */
export function notesOf({ outcomes }: ApplyReport): Notes {
  return new Map(
    outcomes.flatMap(({ operation, outcome }) =>
      outcome.result === 'applied' && outcome.note !== undefined
        ? [[operation.id, outcome.note] as const]
        : [],
    ),
  );
}

/** What is live now, in words that hold after any end. */
export function liveNow(report: ApplyReport, counts: OutcomeCounts): string {
  if (counts.applied + counts.failed === 0) {
    const isEntraAsked = report.plan.operations.some(isGroupStep);
    return `This run changed nothing in AWS${isEntraAsked ? ' or Entra ID' : ''}.`;
  }
  const follows = notesOf(report).size === 0 ? '' : ', but for what is said to follow there';
  const live =
    counts['already-so'] === 0
      ? 'Live now: everything under “Applied”'
      : 'Live now: everything under “Applied” and “Already so”';
  if (counts.failed + counts['not-attempted'] === 0) return `${live}${follows}.`;
  const isHalfMade = report.outcomes.some(
    ({ operation, outcome }) => outcome.result === 'failed' && isAboutPermissionSet(operation),
  );
  const half = isHalfMade
    ? ' A permission set whose operation failed may be half made; the next run completes it.'
    : '';
  const isOpen = report.outcomes.some(
    ({ outcome }) => outcome.result === 'failed' && outcome.isOpen === true,
  );
  const rest = isOpen
    ? 'what failed with its end unknown may have been done, or may be yet; all else'
    : 'the rest';
  return `${live}${follows}; ${rest} is as it was before.${half}`;
}
