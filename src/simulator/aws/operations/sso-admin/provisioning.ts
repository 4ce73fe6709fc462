import { conflictInProcess, validation } from '../../aws-error.ts';
import type { Context, Operations } from '../../context.ts';
import { present } from '../../json.ts';
import { page } from '../../page.ts';
import type { Job } from '../../requests/async-requests.ts';
import { provisioningFailure } from '../../requests/role-failure.ts';
import { provision } from '../../world/access.ts';
import { pairKey } from '../../world/state.ts';
import type { PermissionSet } from '../../world/state.ts';
import { refuseDelegate, requireInstance, requirePropagated, requireSet } from './guard.ts';
import { findRequest, listRequests, provisioningStatus } from './request-status.ts';

export const provisioning: Operations = {
  ProvisionPermissionSet: (context, input) => {
    const set = requireSet(context, input);
    const accountId = input.optionalText('TargetId');
    const all = input.text('TargetType') === 'ALL_PROVISIONED_ACCOUNTS';
    if (all === (accountId !== undefined)) {
      throw validation('TargetId goes with TargetType AWS_ACCOUNT, and only with it.');
    }
    refuseDelegate(context, set, accountId);
    requirePropagated(context, set);
    const pairs = context.world.pairsOfSet(context.world, set.arn);
    const accountIds = accountId === undefined ? pairs.map((pair) => pair.accountId) : [accountId];
    const limit = context.knobs.limits.accountsPerProvisioning;
    if (accountIds.length > limit) {
      throw validation(`No more than ${limit} accounts can be provisioned at once.`);
    }
    if (accountIds.some((id) => context.requests.touches(set.arn, id))) throw conflictInProcess();
    const request = context.requests.submit(
      {
        kind: 'provisioning',
        permissionSetArn: set.arn,
        accountIds,
        accountId,
        principal: undefined,
      },
      jobs(context, set, accountIds),
      context.effect,
    );
    return { PermissionSetProvisioningStatus: provisioningStatus(request) };
  },

  DescribePermissionSetProvisioningStatus: (context, input) => {
    requireInstance(context, input);
    const id = input.text('ProvisionPermissionSetRequestId');
    const request = findRequest(context, 'provisioning', id);
    return { PermissionSetProvisioningStatus: provisioningStatus(request) };
  },

  ListPermissionSetProvisioningStatus: (context, input) => {
    const { rows, token } = listRequests(context, 'provisioning', input);
    return present({ PermissionSetsProvisioningStatus: rows, NextToken: token });
  },

  ListPermissionSetsProvisionedToAccount: (context, input) => {
    requireInstance(context, input);
    const { world, view } = context;
    const status = input.optionalText('ProvisioningStatus');
    const arns = world
      .pairsOfAccount(view, input.text('AccountId'))
      .filter((pair) => hasStatus(context, pair.permissionSetArn, pair.version, status))
      .map((pair) => pair.permissionSetArn);
    const { items, token } = page(context, input, arns, (arn) => arn);
    return present({ PermissionSets: [...items], NextToken: token });
  },

  ListAccountsForProvisionedPermissionSet: (context, input) => {
    const set = requireSet(context, input);
    const status = input.optionalText('ProvisioningStatus');
    const ids = context.world
      .pairsOfSet(context.view, set.arn)
      .filter((pair) => hasStatus(context, set.arn, pair.version, status))
      .map((pair) => pair.accountId);
    const { items, token } = page(context, input, ids, (id) => id);
    return present({ AccountIds: [...items], NextToken: token });
  },
};

function hasStatus(
  context: Context,
  arn: string,
  version: number,
  status: string | undefined,
): boolean {
  if (status === undefined) return true;
  const latest = context.view.permissionSets.get(arn)?.version === version;
  return latest === (status === 'LATEST_PERMISSION_SET_PROVISIONED');
}

function jobs(context: Context, set: PermissionSet, accountIds: readonly string[]): Job[] {
  const { world, knobs } = context;
  const { provisioningBase, provisioningPerAccount } = knobs.durations;
  const notAssigned = 'Received a 404 status error: Assignment not found.';
  if (accountIds.length === 0) {
    const run = (): string => notAssigned;
    return [{ accountId: 'none', startsAfterMs: provisioningBase, takesMs: 0, run }];
  }
  return accountIds.map((accountId, index) => ({
    accountId,
    startsAfterMs: provisioningBase + index * provisioningPerAccount,
    takesMs: roleDuration(context, accountId, provisioningPerAccount),
    run: () => {
      const pair = world.pairs.get(pairKey(accountId, set.arn));
      const latest = world.permissionSets.get(set.arn);
      if (pair === undefined || latest === undefined) return notAssigned;
      // A pair of which only the listing is left has no role to bring up to date.
      if (pair.assignments.length === 0) {
        return accountIds.length === 1 ? notAssigned : undefined;
      }
      const failure = provisioningFailure(world, knobs, accountId, latest);
      if (failure === undefined) provision(world, accountId, latest);
      return failure;
    },
  }));
}

/** Work in an account that is not active ends, badly, only after a while. */
export function roleDuration(context: Context, accountId: string, usual: number): number {
  const state = context.world.accounts.get(accountId)?.state;
  const waits = state !== undefined && state !== 'ACTIVE';
  return waits ? context.knobs.durations.suspendedAccount : usual;
}
