import type { Outcome } from '../../core/outcome/apply-report.ts';
import type { ApplicationOperation } from '../../core/plan/operation.ts';
import type { PrincipalRef } from '../../ports/identity-center-write.ts';
import { PortError } from '../../ports/port-error.ts';
import { eventually } from './eventually.ts';
import type { Execution } from './execution.ts';
import { readBack, readInstead } from './read-back.ts';

const MOST_TRIES = 3;

/** Assigns or unassigns one principal, to AWS's answer and to what a read shows afterwards. */
export async function changeApplication(
  execution: Execution,
  operation: ApplicationOperation,
  principal: PrincipalRef,
): Promise<Outcome> {
  const { arn } = operation.application;
  const wanted = operation.kind === 'assign-application';
  const look = (): Promise<boolean> => isAssigned(execution, arn, principal);
  const outcome = await send(execution, arn, principal, wanted, look);
  execution.done(operation.id);
  const isSo = (there: boolean): boolean => there === wanted;
  if (isSo(await eventually(execution, () => readBack(look), isSo))) return outcome;
  if (!wanted && operation.warnings.some(({ kind }) => kind === 'ghost')) {
    return { result: 'cannot-remove', reason: 'AWS goes on showing the dead principal' };
  }
  return {
    result: 'failed',
    reason: `${said[outcome.result]}, and ${wanted ? 'does not show the assignment' : 'still shows it'}`,
    help: 'run it again; if it stays, look at the application in the console',
    isOpen: true,
  };
}

type Sent = { readonly result: 'applied' | 'already-so' };

const said = {
  applied: 'AWS accepted it',
  'already-so': 'AWS says that it is so already',
} as const;

async function send(
  { writer, clock, signal }: Execution,
  arn: string,
  principal: PrincipalRef,
  wanted: boolean,
  look: () => Promise<boolean>,
): Promise<Sent> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      if (wanted) await writer.assignApplication(arn, principal);
      else await writer.unassignApplication(arn, principal);
      return { result: 'applied' };
    } catch (error) {
      if (!(error instanceof PortError)) throw error;
      if (error.kind === (wanted ? 'conflict' : 'not-found')) return { result: 'already-so' };
      if (error.kind !== 'answer-lost') throw error;
      // The request may have been served, so the world is asked before anything is sent again.
      const there = await eventually(
        { clock, signal },
        () => readInstead(error, look),
        (found) => found === wanted,
        [2000, 4000],
      );
      if (there === wanted) return { result: 'applied' };
      if (attempt === MOST_TRIES) throw error;
    }
  }
}

/** Of an application that is gone nobody has anything. */
async function isAssigned(
  { applications }: Execution,
  arn: string,
  { type, id }: PrincipalRef,
): Promise<boolean> {
  const rows = await applications.listApplicationAssignments(arn);
  return (rows ?? []).some(
    ({ principalType, principalId }) => principalType === type && principalId === id,
  );
}
