import type { OperationOutcome } from '../../../src/core/outcome/apply-report.ts';
import type { Operation } from '../../../src/core/plan/operation.ts';
import type { WorldDump } from '../../../src/simulator/aws/world/dump.ts';
import { howFar } from './state-of.ts';
import type { Job } from './run-job.ts';

/**
 * Where an apply tells something else than what it left live; `before` is what it found. `comment` is
 * null where there is none.
 */
export function untruths(
  { report, outputs, log }: Job,
  before: WorldDump,
  live: WorldDump,
  comment: string | null,
): string[] {
  const { outcomes, plan } = report;
  const told = new Set(outcomes.map(({ operation }) => operation.id));
  const silent = (plan?.operations ?? []).filter(({ id }) => !told.has(id));
  const failed = outcomes.filter(({ outcome }) => outcome.result === 'failed');
  const applied = outcomes.filter(({ outcome }) => outcome.result === 'applied');
  const undone = outcomes.filter(({ outcome }) => outcome.result === 'not-attempted');
  return [
    ...outcomes.flatMap((one) => untruth(one, before, live)),
    ...silent
      .filter((operation) => isTouched(operation, before, live))
      .map(({ id, status }) => `${id} is told as ${status}, and something of it was done`),
    ...(outputs['failed'] === String(failed.length)
      ? []
      : [`the output says ${outputs['failed']} failed, and ${failed.length} did`]),
    ...(/^\s+at .*:\d+:\d+\)?$/mu.test(log) ? ['the log shows a stack'] : []),
    ...(comment === null || outcomes.length === 0
      ? []
      : aboutComment(comment, {
          applied: applied.length,
          failed: failed.length,
          undone: undone.length,
          isHalfTold: failed.some(
            ({ operation }) =>
              (operation.kind === 'grant' || operation.kind === 'revoke') &&
              howFar(operation, live) !== 'before',
          ),
        })),
  ];
}

function untruth(
  { operation, outcome }: OperationOutcome,
  before: WorldDump,
  live: WorldDump,
): string[] {
  const { id } = operation;
  const now = howFar(operation, live);
  switch (outcome.result) {
    case 'applied':
    case 'already-so':
      return now === 'after' || now === null
        ? []
        : [`${id} is told as ${outcome.result}: it is not`];
    case 'not-attempted':
    case 'cannot-remove':
      return isTouched(operation, before, live)
        ? [`${id} is told as ${outcome.result}: something of it was done`]
        : [];
    case 'failed': {
      if (outcome.reason === '') return [`${id} failed for no reason`];
      if (outcome.reason.startsWith('unexpected'))
        return [`${id} ended in a bug: ${outcome.reason}`];
      return now === 'after' && outcome.isOpen !== true
        ? [`${id} is live, and told as failed: ${outcome.reason}`]
        : [];
    }
  }
}

/** Whether something of an operation was done; that an edit left roles behind is nothing of their provisioning. */
function isTouched(operation: Operation, before: WorldDump, live: WorldDump): boolean {
  const now = howFar(operation, live);
  const isBehind = operation.kind === 'provision-permission-set' && now === 'before';
  return !isBehind && now !== howFar(operation, before);
}

interface Told {
  readonly applied: number;
  readonly failed: number;
  readonly undone: number;
  /** An assignment whose operation failed is live, or gone, all the same. */
  readonly isHalfTold: boolean;
}

function aboutComment(comment: string, { applied, failed, undone, isHalfTold }: Told): string[] {
  const total = applied + failed + undone;
  const expected =
    failed + undone > 0
      ? new RegExp(`Applied ${applied} of \\d+ operations?`)
      : applied > 0
        ? new RegExp(`Applied: ${applied} operations?, nothing failed`)
        : /Nothing was applied|Nothing was left to apply/;
  return [
    ...(expected.test(comment)
      ? []
      : [`the comment does not say that ${applied} of ${total} were applied`]),
    ...(failed === 0 || comment.includes(`### Failed: ${failed} operation`)
      ? []
      : [`the comment does not list ${failed} that failed`]),
    ...(isHalfTold && /the rest is as it was before(?!, but)/.test(comment)
      ? ['the comment says that the rest is as it was before']
      : []),
  ];
}
