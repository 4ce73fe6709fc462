import type { AccountId, PermissionSetArn } from '../../core/model/ids.ts';
import type { Outcome } from '../../core/outcome/apply-report.ts';
import { awsReason, awsReasonHelp } from '../../core/outcome/aws-reasons.ts';
import type { AsyncOutcome } from '../../ports/identity-center-write.ts';
import { PortError } from '../../ports/port-error.ts';
import { eventually } from './eventually.ts';
import type { Execution } from './execution.ts';

/** From here up one request for all provisioned accounts is fewer than one for each stale account. */
const MANY = 10;

/**
 * Brings stale roles to the set's newest version. `expected` says that an edit of this run made them
 * stale, so an empty list is waited on once: AWS's list trails its writes.
 */
export async function provisionPermissionSet(
  execution: Execution,
  arn: PermissionSetArn,
  expected: boolean,
): Promise<Outcome> {
  const { reader, instance, isActive } = execution;
  const listStale = async (): Promise<readonly AccountId[]> => {
    const accounts = await reader.listProvisionedAccounts(instance, arn, 'stale');
    return accounts.filter(isActive);
  };
  const stale = await eventually(
    execution,
    listStale,
    (accounts) => accounts.length > 0,
    expected ? [1000, 3000, 6000] : [],
  );
  if (stale.length === 0) return { result: 'already-so' };

  const ends = await provisionAll(execution, arn, stale);
  // A role that went with its last assignment stays listed for minutes, some pairs for good.
  const empty = new Set(ends.flatMap((end) => (end.kind === 'nothing' ? [end.target] : [])));
  const left = await eventually(
    execution,
    async () => (await listStale()).filter((account) => !empty.has(account)),
    (accounts) => accounts.length === 0,
  );
  if (left.length === 0) return { result: 'applied' };
  const [first] = ends.filter((end) => end.kind === 'failed');
  return {
    result: 'failed',
    reason: `${left.length} of ${stale.length} accounts are still on the old version (${left.slice(0, 5).join(', ')})${first === undefined ? '' : `: ${first.reason}`}`,
    help: first?.help ?? 'run it again: only those accounts are provisioned then',
  };
}

/** How one request ended, where it did not simply succeed. */
type End =
  | { readonly kind: 'nothing'; readonly target: string }
  | { readonly kind: 'failed'; readonly reason: string; readonly help: string | null };

async function provisionAll(
  execution: Execution,
  arn: PermissionSetArn,
  stale: readonly AccountId[],
): Promise<readonly End[]> {
  const { reader, instance } = execution;
  if (stale.length >= MANY) {
    const all = await reader.listProvisionedAccounts(instance, arn, 'all');
    if (all.every(execution.isActive) && stale.length * 2 >= all.length) {
      const end = await provisionOne(execution, arn, 'all-provisioned');
      if (end === null) return [];
      const left = await reader.listProvisionedAccounts(instance, arn, 'stale');
      return provisionEach(execution, arn, left.filter(execution.isActive));
    }
  }
  return provisionEach(execution, arn, stale);
}

async function provisionEach(
  execution: Execution,
  arn: PermissionSetArn,
  accounts: readonly AccountId[],
): Promise<readonly End[]> {
  const outcomes = await Promise.all(
    accounts.map((account) => provisionOne(execution, arn, account)),
  );
  return outcomes.filter((end) => end !== null);
}

/** Sending it again is harmless, so a lost answer is simply sent once more by `persist`'s rule. */
async function provisionOne(
  { writer, instance, journal }: Execution,
  arn: PermissionSetArn,
  target: AccountId | 'all-provisioned',
): Promise<End | null> {
  let outcome: AsyncOutcome;
  try {
    outcome = await writer.provision(instance, arn, target).catch((error: unknown) => {
      if (error instanceof PortError && error.kind === 'answer-lost') {
        return writer.provision(instance, arn, target);
      }
      throw error;
    });
  } catch (error) {
    if (!(error instanceof PortError) || error.kind === 'cancelled') throw error;
    return { kind: 'failed', reason: error.message, help: error.help };
  }
  switch (outcome.status) {
    case 'succeeded':
      return null;
    case 'unfinished':
      journal.warn(`provisioning of ${target} has not ended yet`);
      return {
        kind: 'failed',
        reason: 'AWS has not finished it within the bound',
        help: 'run it again later',
      };
    case 'failed': {
      const reason = awsReason(outcome.reason);
      // Without an assignment there is no role that could be of an old version.
      if (reason.kind === 'nothing-to-provision') return { kind: 'nothing', target };
      return { kind: 'failed', reason: outcome.reason, help: awsReasonHelp(reason, target) };
    }
  }
}
