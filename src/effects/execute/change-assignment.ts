import type { LiveAssignment } from '../../core/model/assignment.ts';
import type { Outcome } from '../../core/outcome/apply-report.ts';
import { awsReason, awsReasonHelp } from '../../core/outcome/aws-reasons.ts';
import type { AssignmentOperation } from '../../core/plan/operation.ts';
import type { AsyncOutcome } from '../../ports/identity-center-write.ts';
import { PortError } from '../../ports/port-error.ts';
import { eventually } from './eventually.ts';
import type { Execution } from './execution.ts';

const MOST_TRIES = 3;

/** Grants or revokes one assignment, to AWS's verdict and to what a read shows afterwards. */
export async function changeAssignment(
  execution: Execution,
  operation: AssignmentOperation,
  assignment: LiveAssignment,
): Promise<Outcome> {
  const wanted = operation.kind === 'grant';
  const outcome = await send(execution, assignment, wanted);
  if (outcome.result !== 'applied') return afterGhost(outcome, operation);

  const shown = await eventually(
    execution,
    () => isThere(execution, assignment),
    (there) => there === wanted,
  );
  if (shown === wanted) return outcome;
  return {
    result: 'failed',
    reason: wanted
      ? 'AWS reported success, and does not show the assignment'
      : 'AWS reported success, and still shows the assignment',
    help: 'run it again; if it stays, look at the account in the console',
  };
}

async function send(
  execution: Execution,
  assignment: LiveAssignment,
  wanted: boolean,
): Promise<Outcome> {
  const { writer, instance } = execution;
  for (let attempt = 1; ; attempt += 1) {
    try {
      const answer = wanted
        ? await writer.createAssignment(instance, assignment)
        : await writer.deleteAssignment(instance, assignment);
      return outcomeOf(answer, assignment, wanted);
    } catch (error) {
      if (!(error instanceof PortError)) throw error;
      if (!wanted && error.kind === 'not-found') return { result: 'already-so' };
      if (error.kind !== 'answer-lost') throw error;
      // The request may be under way, so the world is asked before anything is sent again.
      const there = await eventually(
        execution,
        () => isThere(execution, assignment),
        (found) => found === wanted,
        [2000, 4000],
      );
      if (there === wanted) return { result: 'applied' };
      if (attempt === MOST_TRIES) throw error;
    }
  }
}

function outcomeOf(answer: AsyncOutcome, assignment: LiveAssignment, wanted: boolean): Outcome {
  switch (answer.status) {
    case 'succeeded':
      return { result: 'applied' };
    case 'unfinished':
      return {
        result: 'failed',
        reason: `AWS has not finished request ${answer.requestId} within the bound`,
        help: 'run it again later: what has happened by then is not done twice',
      };
    case 'failed': {
      const reason = awsReason(answer.reason);
      if (!wanted && reason.kind === 'already-gone') return { result: 'already-so' };
      const help = awsReasonHelp(reason, assignment.accountId);
      return { result: 'failed', reason: answer.reason, help };
    }
  }
}

/** A dead principal that AWS will not let go gives nobody access: said, and no failure. */
function afterGhost(outcome: Outcome, operation: AssignmentOperation): Outcome {
  const isGhost = operation.warnings.some(({ kind }) => kind === 'ghost');
  if (operation.kind === 'grant' || !isGhost || outcome.result !== 'failed') return outcome;
  if (awsReason(outcome.reason).kind !== 'principal-not-found') return outcome;
  return { result: 'cannot-remove', reason: outcome.reason };
}

async function isThere(
  { reader, instance }: Execution,
  { permissionSetArn, accountId, principalId }: LiveAssignment,
): Promise<boolean> {
  const assignments = await reader.listAssignments(instance, permissionSetArn, accountId);
  return assignments.some((found) => found.principalId === principalId);
}
