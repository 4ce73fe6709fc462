import type { ApplyReport } from '../core/outcome/apply-report.ts';
import type { OutcomeCounts } from './outcome-counts.ts';

export interface NextStep {
  /** Markdown of our own words. */
  readonly text: string;
  readonly grave: boolean;
}

/** How held operations come through. `digest` is the plan's with its drift, to be approved by hand. */
function releaseHeld(digest: string | null): string {
  const byPullRequest =
    'Take the lines below out of the files and bring them back by a pull request, whose review approves them';
  return digest === null
    ? `${byPullRequest}.`
    : `${byPullRequest}; or run the workflow by hand with:\n\n\`\`\`text\napprove-plan: ${digest}\n\`\`\``;
}

/** The one thing to do now: what undoes the most harm first. */
export function nextStep(
  { stopped }: ApplyReport,
  counts: OutcomeCounts,
  digest: string | null,
): NextStep {
  if (stopped?.why === 'superseded') {
    const text = 'Nothing to do here: the run of the newer commit goes on from what is live.';
    return { text, grave: false };
  }
  if (stopped?.why === 'cancelled') {
    return { text: 'Run the job again: it goes on from what is live.', grave: true };
  }
  if (counts.failed > 0) {
    const text =
      'Mend what AWS says below, then run the failed job again: it goes on from what is live.';
    return { text, grave: true };
  }
  if (counts.held > 0) return { text: releaseHeld(digest), grave: true };
  if (counts['not-attempted'] > 0) {
    return { text: 'Run the job again: it goes on from what is live.', grave: true };
  }
  if (counts.blocked > 0) {
    return {
      text: 'Mend what blocks the operations below; the next apply does them.',
      grave: false,
    };
  }
  if (counts.waiting > 0) {
    const text =
      'Nothing to do: the next apply finishes what waits once Entra ID has provisioned it.';
    return { text, grave: false };
  }
  if (counts.drift > 0) {
    return { text: 'Nothing to do here; the drift is told by the drift run.', grave: false };
  }
  return { text: 'Nothing to do.', grave: false };
}
