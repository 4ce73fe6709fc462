import type { Diagnostic } from '../core/diagnostics/diagnostic.ts';
import type { Mode } from './mode.ts';
import { note, problem } from './problem.ts';
import type { PullRequestContext, RunContext } from './run-context.ts';

export interface ModeChoice {
  /** Null where the event allows none. */
  readonly mode: Mode | null;
  readonly diagnostics: readonly Diagnostic[];
}

/**
 * The mode by event where none was named, and the one that was named where the event allows it.
 * Apply runs where it reads what was merged, and nowhere else: an event that is not listed is refused.
 */
export function chooseMode(
  asked: Mode | 'auto',
  context: RunContext,
  approvePlan: string | null,
): ModeChoice {
  const mode = asked === 'auto' ? modeByEvent(context, approvePlan) : asked;
  if (mode === null)
    return refused(
      problem('invalid-event', `there is no mode for ${eventWords(context)}`, {
        help: 'name a mode with the input mode',
      }),
    );
  if (approvePlan !== null && (context.kind !== 'dispatch' || mode !== 'apply'))
    return refused(
      problem('invalid-input', 'approve-plan is for apply in a run started by hand', {
        help: 'leave approve-plan out, or run the workflow with workflow_dispatch and mode: apply',
      }),
    );
  if (mode === 'apply') {
    const why = whyNotApply(context);
    return why === null ? { mode, diagnostics: [] } : refused(why);
  }
  if (context.kind === 'pull-request' && !isOurs(context))
    return { mode: 'validate', diagnostics: [foreignHead(context)] };
  if (asked === 'auto' && context.kind === 'push' && mode === 'validate')
    return { mode, diagnostics: [otherBranch(context.branch)] };
  return { mode, diagnostics: [] };
}

function modeByEvent(context: RunContext, approvePlan: string | null): Mode | null {
  switch (context.kind) {
    case 'pull-request':
    case 'merge-group':
    case 'terminal':
      return 'plan';
    case 'push':
      // A workflow without a branch filter must neither apply a branch nor fail on every push to one.
      return context.isDefaultBranch === false ? 'validate' : 'apply';
    case 'schedule':
      return 'drift';
    case 'dispatch':
      // Whoever types the 64 digits of a plan asks for that plan to be applied.
      return approvePlan === null ? 'plan' : 'apply';
    case 'other':
      return null;
    default:
      return context satisfies never;
  }
}

function isOurs(context: PullRequestContext): boolean {
  return !context.isFork && !context.isDependabot;
}

/** `isDefaultBranch: null` passes: apply itself writes nothing for a commit that is not like the tip. */
function whyNotApply(context: RunContext): Diagnostic | null {
  switch (context.kind) {
    case 'terminal':
    case 'schedule':
      return null;
    case 'push':
    case 'dispatch':
      if (context.isDefaultBranch !== false) return null;
      return problem('mode-refused', `apply is refused for ${eventWords(context)}`, {
        why: 'only what was merged into the default branch has been reviewed',
        help: 'merge it, or run the workflow from the default branch',
      });
    case 'pull-request':
    case 'merge-group':
    case 'other':
      return problem('mode-refused', `apply is refused for ${eventWords(context)}`, {
        why: 'such a run can be started by somebody who may not merge, or before anything is merged',
        help: 'apply on a push to the default branch, on a schedule or with workflow_dispatch',
      });
    default:
      return context satisfies never;
  }
}

function eventWords(context: RunContext): string {
  switch (context.kind) {
    case 'pull-request':
    case 'other':
      return `the event ${context.eventName}`;
    case 'merge-group':
      return 'the event merge_group';
    case 'push':
      return `a push to ${context.branch ?? 'a tag'}`;
    case 'dispatch':
      return `a run of ${context.branch ?? 'a tag'} started by hand`;
    case 'schedule':
      return 'the event schedule';
    case 'terminal':
      return 'the command line';
    default:
      return context satisfies never;
  }
}

function foreignHead(context: PullRequestContext): Diagnostic {
  const from = context.isFork ? 'a fork' : 'Dependabot';
  return note(
    'validated-only',
    `this pull request comes from ${from}: its files were only checked`,
    {
      why: 'a plan needs credentials, and they must not be in reach of a change from outside',
      ...(context.isFork && { help: 'for a plan, push the branch to this repository' }),
    },
  );
}

function otherBranch(branch: string | null): Diagnostic {
  const what = branch === null ? 'a tag' : `${branch}, which is not the default branch`;
  return note('validated-only', `a push to ${what}: the files were only checked`, {
    help: 'for a plan, open a pull request; to save this run, limit the push trigger to the default branch',
  });
}

function refused(diagnostic: Diagnostic): ModeChoice {
  return { mode: null, diagnostics: [diagnostic] };
}
