import { givingKinds } from '../core/model/access-kinds.ts';
import type { ApplyReport, Outcome } from '../core/outcome/apply-report.ts';
import type { Operation } from '../core/plan/operation.ts';
import { count, listWords, sentence, thousands } from './words.ts';

export type OutcomeCounts = Readonly<Record<Outcome['result'], number>> & {
  readonly held: number;
  readonly waiting: number;
  readonly blocked: number;
  /** For accounts that joined, where the run was not told to grant to them. */
  readonly joined: number;
  readonly drift: number;
};

/** What of a plan was not tried, and why. */
export interface Left extends Readonly<Record<'held' | 'waiting' | 'blocked', Operation[]>> {
  readonly joined: readonly Operation[];
  /** Seen, and nobody asked for it to be undone. */
  readonly drift: readonly Operation[];
}

/** `byHand`: somebody gave a digest, which speaks of drift too. */
export function leftOf({ plan, outcomes }: ApplyReport, byHand: boolean): Left {
  const tried = new Set(outcomes.map(({ operation }) => operation.id));
  const isTold = ({ cause, status }: Operation): boolean =>
    cause !== 'drift' || byHand || status === 'held';
  const having = (status: string): Operation[] =>
    plan.operations.filter((operation) => operation.status === status && isTold(operation));
  const untried = plan.operations.filter(
    ({ id, status }) => status === 'planned' && !tried.has(id),
  );
  return {
    held: having('held'),
    waiting: having('waiting'),
    blocked: having('blocked'),
    joined: untried.filter(({ cause }) => cause === 'new-account'),
    drift: plan.operations.filter(
      (operation) =>
        operation.cause === 'drift' &&
        !tried.has(operation.id) &&
        (operation.status === 'planned' || !isTold(operation)),
    ),
  };
}

export function countOutcomes({ outcomes }: ApplyReport, left: Left): OutcomeCounts {
  const ended = (result: Outcome['result']): number =>
    outcomes.filter(({ outcome }) => outcome.result === result).length;
  return {
    applied: ended('applied'),
    'already-so': ended('already-so'),
    failed: ended('failed'),
    'not-attempted': ended('not-attempted'),
    'cannot-remove': ended('cannot-remove'),
    held: left.held.length,
    waiting: left.waiting.length,
    blocked: left.blocked.length,
    joined: left.joined.length,
    drift: left.drift.length,
  };
}

function said(counts: OutcomeCounts, total: number): string {
  const bad = counts.failed + counts['not-attempted'];
  if (bad > 0) return `Applied ${thousands(counts.applied)} of ${count(total, 'operation')}.`;
  if (counts.applied > 0) return `Applied: ${count(counts.applied, 'operation')}, nothing failed.`;
  return 'Nothing was applied.';
}

/** `2 grants`, or operations where there is more to it. */
export function grantsCounted(operations: readonly Operation[]): string {
  const noun = operations.every(({ kind }) => givingKinds.has(kind)) ? 'grant' : 'operation';
  return count(operations.length, noun);
}

/** The first sentence of an outcome, and what qualifies it. `isOther`: the digest given was another plan's. */
export function outcomeVerdict(report: ApplyReport, left: Left, isOther: boolean): string {
  const counts = countOutcomes(report, left);
  const total = report.outcomes.length;
  const is = (number: number, words: string): string[] =>
    number === 0 ? [] : [`${thousands(number)} ${number === 1 ? 'is' : 'are'} ${words}`];
  const was = (number: number, words: string): string[] =>
    number === 0 ? [] : [`${thousands(number)} ${number === 1 ? 'was' : 'were'} ${words}`];
  const stopped = report.stopped === null ? '' : `Stopped early (${report.stopped.why}). `;
  const undone = counts.held + counts.waiting + counts.blocked + counts.joined;
  const rest = [
    ...(counts.failed === 0 ? [] : [`${thousands(counts.failed)} failed`]),
    ...was(counts['not-attempted'], 'not attempted'),
    ...was(counts['already-so'], 'already so'),
    ...(counts['cannot-remove'] === 0
      ? []
      : [`${thousands(counts['cannot-remove'])} could not be removed`]),
    ...is(counts.held, 'held'),
    ...is(counts.waiting, 'waiting for Entra ID'),
    ...is(counts.blocked, 'blocked'),
    ...(counts.joined === 0
      ? []
      : [
          `${grantsCounted(left.joined)} for accounts that joined ${counts.joined === 1 ? 'waits' : 'wait'}`,
        ]),
  ];
  const what =
    isOther && total === 0 && undone > 0
      ? 'Nothing was applied: the plan is not the one that was approved.'
      : total === 0 && undone === 0 && stopped === ''
        ? 'Nothing was left to apply.'
        : `${stopped}${said(counts, total)}`;
  return `**${what}**${rest.length === 0 ? '' : ` ${sentence(listWords(rest))}.`}`;
}
