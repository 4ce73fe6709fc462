import type { ApplyReport } from '../core/outcome/apply-report.ts';
import type { Finding } from '../core/diagnostics/finding.ts';
import type { Operation } from '../core/plan/operation.ts';
import { needsHands, waitingByFinding } from './group-findings.ts';
import { worlds } from './group-steps.ts';
import type { Left, OutcomeCounts } from './outcome-counts.ts';
import { isComing, type PlanView } from './plan-view.ts';

export interface NextStep {
  /** Markdown of our own words. */
  readonly text: string;
  readonly grave: boolean;
}

export function stepAlert({ text, grave }: NextStep): string {
  return `> [!${grave ? 'CAUTION' : 'NOTE'}]\n> **Next step.** ${text}`;
}

/** The digest where it is one, else null: it is shown to be copied. */
export function wholeDigest(digest: string | null): string | null {
  return digest !== null && /^[0-9a-f]{64}$/.test(digest) ? digest : null;
}

function isDrift({ cause }: Operation): boolean {
  return cause === 'drift';
}

/** How held operations come through. `digest` is the plan's with its drift, to be approved by hand. */
function releaseHeld({ held, joined, drift }: Left, digest: string | null): string {
  const otherwise = held.every(isDrift)
    ? 'to keep what AWS has, write it into the files by a pull request.'
    : held.some(isDrift)
      ? 'if it is not, change the files by a pull request.'
      : 'if it is not, take it out of the files by a pull request.';
  const byHand =
    digest === null
      ? 'open a pull request that shows it'
      : `run the workflow by hand with \`approve-plan: ${digest}\``;
  // A digest is of all that is not done, so whoever gives it must look at all of it.
  const more = digest !== null && joined.length + drift.length > 0;
  const also = more ? ' The digest covers what is below and not held as well.' : '';
  return `Read what is held below. If it is right, ${byHand}; ${otherwise}${also}`;
}

/** By what nothing overrides. */
function isRefusal({ code, severity, causedByHead }: Finding): boolean {
  return finalCodes.has(code) && severity === 'error' && causedByHead;
}

const finalCodes: ReadonlySet<Finding['code']> = new Set([
  'guardrail-broken',
  'guardrail-unknown',
  'protected-access',
]);

/** The one thing to do now: what undoes the most harm first. */
export function nextStep(
  { stopped, plan, outcomes }: ApplyReport,
  counts: OutcomeCounts,
  left: Left,
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
    const failed = outcomes.flatMap(({ operation, outcome }) =>
      outcome.result === 'failed' ? [operation] : [],
    );
    const says = worlds(failed) === 'AWS and Entra ID' ? 'say' : 'says';
    const text = `Mend what ${worlds(failed)} ${says} below, then run the failed job again: it goes on from what is live.`;
    return { text, grave: true };
  }
  if (counts.held > 0) {
    return { text: releaseHeld(left, digest), grave: true };
  }
  if (counts['not-attempted'] > 0) {
    return { text: 'Run the job again: it goes on from what is live.', grave: true };
  }
  if (counts.blocked > 0 && digest !== null) {
    const text = `Read what was refused below. If it is meant, run the workflow by hand with \`approve-plan: ${digest}\`; if it is not, take it out of the files by a pull request.`;
    return { text, grave: true };
  }
  if (counts.blocked > 0 && plan.findings.some(isRefusal)) {
    const text =
      'A guardrail refuses what is said below, and no approval changes that: take it out of the files by a pull request. If it is meant, loosen the guardrail in a pull request of its own, let the apply of that be complete, and bring it back then.';
    return { text, grave: true };
  }
  if (counts.blocked > 0) {
    return {
      text: 'Mend what blocks the operations below; the next apply does them.',
      grave: false,
    };
  }
  // Ends alone cross a limit without an operation that could be blocked.
  if (
    digest !== null &&
    plan.findings.some(({ code, severity }) => code === 'revocation-limit' && severity === 'error')
  ) {
    const text = `Read what is refused under “What needs care”. If it is meant, run the workflow by hand with \`approve-plan: ${digest}\`; if it is not, take it out of the files by a pull request.`;
    return { text, grave: true };
  }
  if (plan.findings.some(({ severity }) => severity === 'error')) {
    const text =
      'Correct what is named under “What needs care”: until then nothing that it could be hiding is revoked.';
    return { text, grave: false };
  }
  if (counts.joined > 0) {
    const text =
      'To grant what is below, set the input `new-accounts: grant`, or approve the digest of a drift run.';
    return { text, grave: false };
  }
  if (counts.waiting > 0) {
    return { text: waitingStep(left.waiting, plan.findings), grave: false };
  }
  if (counts.drift > 0) {
    return { text: 'Nothing to do here; the drift is told by the drift run.', grave: false };
  }
  const follows = outcomes.some(
    ({ outcome }) => outcome.result === 'applied' && outcome.note !== undefined,
  );
  const text = follows
    ? 'Nothing to do: what is said to follow below comes by itself.'
    : 'Nothing to do.';
  return { text, grave: false };
}

/** What waits comes by itself, unless somebody has to do something in Entra ID first. */
function waitingStep(waiting: readonly Operation[], findings: readonly Finding[]): string {
  const isDone = waiting.every(isDrift)
    ? 'the drift run after it says what to approve'
    : 'the apply after it finishes what waits';
  return someoneMust(waiting, findings)
    ? `Do in Entra ID what is said below; ${isDone}.`
    : `Nothing to do: Entra ID provisions the groups below, and ${isDone}.`;
}

function someoneMust(waiting: readonly Operation[], findings: readonly Finding[]): boolean {
  const found = [...waitingByFinding(waiting, findings).keys()];
  return found.some((finding) => finding !== null && needsHands(finding));
}

/** What a drift run's reader does with its digest; null where there is nothing to do. */
export function driftStep({ plan }: PlanView): NextStep | null {
  const coming = plan.operations.filter(isComing);
  const digest = wholeDigest(plan.digest) ?? 'the digest below';
  const drifting = coming.filter(isDrift);
  if (drifting.length > 0 && drifting.every(({ status }) => status === 'waiting')) {
    const others =
      coming.length === drifting.length ? '' : ' What was reviewed is done by the next apply.';
    return { text: `${waitingStep(drifting, plan.findings)}${others}`, grave: false };
  }
  if (drifting.length > 0) {
    const more = coming.every(isDrift) ? '' : ' The digest approves everything that is told here.';
    // Accounts left on an older version are nothing that anybody could want to keep.
    const isStale = coming.every(({ kind }) => kind === 'provision-permission-set');
    const world = worlds(drifting);
    const keep = isStale
      ? '.'
      : world === 'Entra ID'
        ? '; if that is not wanted, take the groups out of the rules by a pull request.'
        : '; to keep what AWS has, write it into the files by a pull request.';
    const text = `To bring ${world} back to the files, run the workflow by hand with \`approve-plan: ${digest}\`${keep}${more}`;
    return { text, grave: false };
  }
  if (coming.length > 0) {
    const text = `Nothing to do for what was reviewed: the next apply does it. To have all of this done, run the workflow by hand with \`approve-plan: ${digest}\`.`;
    return { text, grave: false };
  }
  return plan.operations.length === 0
    ? null
    : { text: 'Mend what blocks the operations below.', grave: false };
}
