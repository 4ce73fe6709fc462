import type { ApplyReport, Outcome } from '../core/outcome/apply-report.ts';
import { count, listWords, sentence, thousands } from './words.ts';

export type OutcomeCounts = Readonly<Record<Outcome['result'], number>> & {
  readonly held: number;
  readonly waiting: number;
  readonly blocked: number;
  readonly drift: number;
};

export function countOutcomes({ plan, outcomes }: ApplyReport): OutcomeCounts {
  const ended = (result: Outcome['result']): number =>
    outcomes.filter(({ outcome }) => outcome.result === result).length;
  const planned = (status: string): number =>
    plan.operations.filter(
      (operation) => operation.status === status && operation.cause !== 'drift',
    ).length;
  const tried = new Set(outcomes.map(({ operation }) => operation.id));
  return {
    applied: ended('applied'),
    'already-so': ended('already-so'),
    failed: ended('failed'),
    'not-attempted': ended('not-attempted'),
    'cannot-remove': ended('cannot-remove'),
    held: planned('held'),
    waiting: planned('waiting'),
    blocked: planned('blocked'),
    // Drift that approve-plan approved was tried, and is no longer only seen.
    drift: plan.operations.filter(({ id, cause }) => cause === 'drift' && !tried.has(id)).length,
  };
}

/** The first sentence of an outcome, and what qualifies it. */
export function outcomeVerdict(report: ApplyReport, counts: OutcomeCounts): string {
  const total = report.outcomes.length;
  const is = (number: number, words: string): string[] =>
    number === 0 ? [] : [`${thousands(number)} ${number === 1 ? 'is' : 'are'} ${words}`];
  const was = (number: number, words: string): string[] =>
    number === 0 ? [] : [`${thousands(number)} ${number === 1 ? 'was' : 'were'} ${words}`];
  const bad = counts.failed + counts['not-attempted'];
  const stopped = report.stopped === null ? '' : `Stopped early (${report.stopped.why}). `;
  const said =
    total === 0
      ? 'Nothing was applied.'
      : bad === 0
        ? `Applied: ${count(total, 'operation')}, nothing failed.`
        : `Applied ${thousands(counts.applied)} of ${count(total, 'operation')}.`;
  const clean = total === 0 && counts.held + counts.waiting + counts.blocked === 0;
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
  ];
  const what = clean && stopped === '' ? 'Nothing was left to apply.' : `${stopped}${said}`;
  return `**${what}**${rest.length === 0 ? '' : ` ${sentence(listWords(rest))}.`}`;
}
