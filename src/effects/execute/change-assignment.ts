import type { LiveAssignment } from '../../core/model/assignment.ts';
import type { Outcome } from '../../core/outcome/apply-report.ts';
import { awsReason, awsReasonHelp } from '../../core/outcome/aws-reasons.ts';
import type { AssignmentOperation } from '../../core/plan/operation.ts';
import type { AsyncOutcome } from '../../ports/identity-center-write.ts';
import { PortError } from '../../ports/port-error.ts';
import { eventually } from './eventually.ts';
import type { Execution } from './execution.ts';
import { readBack, readInstead } from './read-back.ts';
import type { Sighting } from './sightings.ts';

const MOST_TRIES = 3;

/** Grants or revokes one assignment, to AWS's verdict and to what a read shows afterwards. */
export async function changeAssignment(
  execution: Execution,
  operation: AssignmentOperation,
  assignment: LiveAssignment,
): Promise<Outcome> {
  const sighting = execution.sightings.announce(assignment);
  try {
    const outcome = await change(execution, sighting, operation, assignment);
    return afterGhost(outcome, operation);
  } finally {
    sighting.leave();
  }
}

async function change(
  execution: Execution,
  sighting: Sighting,
  operation: AssignmentOperation,
  assignment: LiveAssignment,
): Promise<Outcome> {
  const wanted = operation.kind === 'grant';
  const { outcome, tell } = await send(execution, sighting, assignment, wanted);
  if (outcome.result === 'failed') return outcome;
  execution.done(operation.id);
  if ((await readBack(sighting.shared)) === wanted) return outcome;

  // It has failed, or AWS's lists trail its writes.
  const told = tell === null ? outcome : await verdict(tell, assignment, wanted);
  if ('result' in told && told.result === 'failed') return told;
  const look = (): Promise<boolean> => readBack(sighting.now);
  const shown = await eventually(execution, look, (there) => there === wanted);
  if (shown === wanted) {
    sighting.trailed();
    return told instanceof PortError ? outcome : told;
  }
  if (told instanceof PortError) throw told;
  const said =
    told.result === 'already-so'
      ? 'AWS says that the assignment does not exist'
      : 'AWS reported success';
  return {
    result: 'failed',
    reason: `${said}, and ${wanted ? 'does not show the assignment' : 'still shows it'}`,
    help: 'run it again; if it stays, look at the account in the console',
    isOpen: true,
  };
}

/** What AWS says of how it ended; why it would not say, where only a read can. */
async function verdict(
  tell: () => Promise<AsyncOutcome>,
  assignment: LiveAssignment,
  wanted: boolean,
): Promise<Outcome | PortError> {
  try {
    return outcomeOf(await tell(), assignment, wanted);
  } catch (error) {
    if (error instanceof PortError && error.kind === 'answer-lost') return error;
    throw error;
  }
}

interface Sent {
  readonly outcome: Outcome;
  /** Asks AWS, where so far it only said that it is over. */
  readonly tell: (() => Promise<AsyncOutcome>) | null;
}

async function send(
  { writer, instance, clock, signal }: Execution,
  sighting: Sighting,
  assignment: LiveAssignment,
  wanted: boolean,
): Promise<Sent> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      const answer = wanted
        ? await writer.createAssignment(instance, assignment)
        : await writer.deleteAssignment(instance, assignment);
      if (answer.status === 'ended') return { outcome: applied, tell: answer.tell };
      return { outcome: outcomeOf(answer, assignment, wanted), tell: null };
    } catch (error) {
      if (!(error instanceof PortError)) throw error;
      if (!wanted && error.kind === 'not-found') {
        return { outcome: { result: 'already-so' }, tell: null };
      }
      if (error.kind !== 'answer-lost') throw error;
      // The request may be under way, so the world is asked before anything is sent again.
      const there = await eventually(
        { clock, signal },
        () => readInstead(error, sighting.now),
        (found) => found === wanted,
        [2000, 4000],
      );
      if (there === wanted) return { outcome: applied, tell: null };
      if (attempt === MOST_TRIES) throw error;
    }
  }
}

const applied: Outcome = { result: 'applied' };

function outcomeOf(answer: AsyncOutcome, assignment: LiveAssignment, wanted: boolean): Outcome {
  switch (answer.status) {
    case 'succeeded':
      return applied;
    case 'unfinished':
      return {
        result: 'failed',
        reason: `AWS has not finished request ${answer.requestId} within the bound`,
        help: 'run it again later: what has happened by then is not done twice',
        isOpen: true,
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
