import { AwsError } from '../../aws-error.ts';
import type { Context, Operations } from '../../context.ts';
import { present } from '../../json.ts';
import type { JsonObject } from '../../json.ts';
import { page } from '../../page.ts';
import type { Account, AccountState } from '../../world/state.ts';
import { unitTrail } from '../../world/units.ts';
import { organizationArn, requireParent } from './organization.ts';

export const accounts: Operations = {
  ListAccounts: (context, input) => {
    const all = context.view.accounts.values();
    const { items, token } = page(context, input, all, (one) => one.id);
    return present({ Accounts: items.map((one) => describe(context, one)), NextToken: token });
  },

  ListAccountsForParent: (context, input) => {
    const parentId = requireParent(context, input);
    const all = context.view.accounts.values().filter((one) => one.parentId === parentId);
    const { items, token } = page(context, input, all, (one) => one.id);
    return present({ Accounts: items.map((one) => describe(context, one)), NextToken: token });
  },

  DescribeAccount: (context, input) => {
    const found = context.world.accounts.get(input.text('AccountId'));
    if (found === undefined) {
      throw new AwsError(
        'AccountNotFoundException',
        "You specified an account that doesn't exist in the organization.",
      );
    }
    return { Account: describe(context, found) };
  },
};

function describe(context: Context, account: Account): JsonObject {
  const { accountLifecycle } = context.knobs.behaviour;
  return present({
    Id: account.id,
    Arn: organizationArn(context, 'account', `/${account.id}`),
    Email: account.email,
    Name: account.name,
    State: accountLifecycle === 'status' ? undefined : account.state,
    Status: accountLifecycle === 'state' ? undefined : retiredStatus(account.state),
    Paths: paths(context, account),
    JoinedMethod: account.joinedMethod,
    JoinedTimestamp: account.joinedAt / 1000,
  });
}

function paths(context: Context, account: Account): string[] | undefined {
  const { accountPaths } = context.knobs.behaviour;
  if (accountPaths === 'absent') return undefined;
  const trail = [context.world.place.organizationId, ...unitTrail(context.world, account.parentId)];
  if (accountPaths === 'ou-and-account') trail.push(account.id);
  return [`${trail.join('/')}/`];
}

function retiredStatus(state: AccountState): string | undefined {
  switch (state) {
    case 'ACTIVE':
    case 'SUSPENDED':
    case 'PENDING_CLOSURE':
      return state;
    case 'CLOSED':
      return 'SUSPENDED';
    case 'PENDING_ACTIVATION':
      return undefined;
  }
}
