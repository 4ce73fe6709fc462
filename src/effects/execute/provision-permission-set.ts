import type { AccountId, PermissionSetArn } from '../../core/model/ids.ts';
import type { Failed, Outcome } from '../../core/outcome/apply-report.ts';
import { awsReason, awsReasonHelp } from '../../core/outcome/aws-reasons.ts';
import type { AsyncOutcome } from '../../ports/identity-center-write.ts';
import { PortError } from '../../ports/port-error.ts';
import { eventually } from './eventually.ts';
import type { Execution } from './execution.ts';
import { failureOf } from './failure-of.ts';
import { readBack } from './read-back.ts';

/**
 * AWS takes three provisionings at a time, so up to three are done in one round, each with a verdict of
 * its own. More are fewer requests and sooner done as one for all provisioned accounts, as long as at
 * least half of those are stale: it works on the others too. AWS refuses one for more than 3,500
 * accounts, and it would fail for one that is not active.
 */
const ONE_ROUND = 3;
const MOST_AT_ONCE = 3500;

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
    async () => (await readBack(listStale)).filter((account) => !empty.has(account)),
    (accounts) => accounts.length === 0,
  );
  if (left.length === 0) return { result: 'applied' };
  const failures = ends.flatMap((end) => (end.kind === 'failed' ? [end.failure] : []));
  const [first] = failures;
  return {
    result: 'failed',
    reason: `${left.length} of ${stale.length} accounts are still on the old version (${left.slice(0, 5).join(', ')})${first === undefined ? '' : `: ${first.reason}`}`,
    help: first?.help ?? 'run it again: only those accounts are provisioned then',
    ...(failures.some(isOpen) ? { isOpen: true } : {}),
  };
}

function isOpen(failure: Failed): boolean {
  return failure.isOpen === true;
}

/** How one request ended, where it did not simply succeed. */
type End =
  | { readonly kind: 'nothing'; readonly target: string }
  | { readonly kind: 'failed'; readonly failure: Failed };

async function provisionAll(
  execution: Execution,
  arn: PermissionSetArn,
  stale: readonly AccountId[],
): Promise<readonly End[]> {
  const { reader, instance, isActive } = execution;
  if (stale.length <= ONE_ROUND) return provisionEach(execution, arn, stale);
  const all = await reader.listProvisionedAccounts(instance, arn, 'all');
  const isSooner = stale.length * 2 >= all.length && all.length <= MOST_AT_ONCE;
  if (!isSooner || !all.every(isActive)) return provisionEach(execution, arn, stale);
  const end = await provisionOne(execution, arn, 'all-provisioned');
  if (end === null) return [];
  // It may be under way still, and AWS does one at a time in an account.
  if (end.kind === 'failed' && isOpen(end.failure)) return [end];
  const left = await readBack(() => reader.listProvisionedAccounts(instance, arn, 'stale'));
  return provisionEach(execution, arn, left.filter(isActive));
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
    return { kind: 'failed', failure: failureOf(error) };
  }
  switch (outcome.status) {
    case 'succeeded':
      return null;
    case 'unfinished': {
      journal.warn(`provisioning of ${target} has not ended yet`);
      const reason = 'AWS has not finished it within the bound';
      const failure = {
        result: 'failed',
        reason,
        help: 'run it again later',
        isOpen: true,
      } as const;
      return { kind: 'failed', failure };
    }
    case 'failed': {
      const why = awsReason(outcome.reason);
      // Without an assignment there is no role that could be of an old version.
      if (why.kind === 'nothing-to-provision') return { kind: 'nothing', target };
      const { reason } = outcome;
      const failure = { result: 'failed', reason, help: awsReasonHelp(why, target) } as const;
      return { kind: 'failed', failure };
    }
  }
}
