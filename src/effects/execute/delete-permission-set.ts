import type { PermissionSetArn } from '../../core/model/ids.ts';
import type { Outcome } from '../../core/outcome/apply-report.ts';
import { PortError } from '../../ports/port-error.ts';
import { eventually } from './eventually.ts';
import type { Execution } from './execution.ts';
import { persist } from './persist.ts';

/** Roles go minutes after their last assignment; AWS refuses the deletion until then. */
const WAITS = [2000, 5000, 10_000, 15_000, 30_000, 30_000, 60_000, 60_000];

/** Deletes a set once no account holds its role any more, and sees that it is gone. */
export async function deletePermissionSet(
  execution: Execution,
  arn: PermissionSetArn,
): Promise<Outcome> {
  const { reader, writer, instance } = execution;
  if ((await reader.describePermissionSet(instance, arn)) === null) return { result: 'already-so' };
  const left = await eventually(
    execution,
    () => reader.listProvisionedAccounts(instance, arn, 'all'),
    (accounts) => accounts.length === 0,
    WAITS,
  );
  if (left.length > 0) {
    return {
      result: 'failed',
      reason: `its role still exists in ${left.length} accounts (${left.slice(0, 5).join(', ')})`,
      help: 'run it again later: AWS removes roles minutes after their last assignment',
    };
  }
  const refusal = await eventually(
    execution,
    tryDelete,
    (answer) => answer === null,
    WAITS.slice(0, 4),
  );
  if (refusal !== null) throw refusal;
  return { result: 'applied' };

  async function tryDelete(): Promise<PortError | null> {
    try {
      await persist(() => writer.deletePermissionSet(instance, arn), ['not-found']);
      return null;
    } catch (error) {
      if (error instanceof PortError && error.kind === 'conflict') return error;
      throw error;
    }
  }
}
