import { cannotTell, type Check, type CheckResult, fail, judge, pass } from '../check.ts';
import type { AwsFacts } from '../aws-facts.ts';
import type { Facts } from '../facts.ts';
import { both, unknown } from '../known.ts';
import { nameRegion, visibleTo } from '../the-instance.ts';
import { named } from '../named.ts';

export const instance: Check = {
  id: 'instance',
  title: 'There is one organization instance of IAM Identity Center, and it is active',
  guideSteps: [1, 2],
  run: ({ aws }: Facts) => {
    if (aws.region === null) {
      return cannotTell(unknown('No Region is known to look in.', { help: nameRegion }));
    }
    const { region } = aws;
    return judge(aws.instances, (shown) => {
      const { ofOrganization, ofAccounts } = visibleTo(aws, shown);
      const [found, ...others] = ofOrganization;
      if (found === undefined) {
        const [stray] = ofAccounts;
        return stray === undefined ? none(aws, region) : ofAccount(aws, stray.ownerAccountId);
      }
      if (others.length > 0) {
        return fail(
          [
            `${ofOrganization.length} instances fit: ${named(ofOrganization.map(({ arn }) => arn))}.`,
          ],
          'set settings.identityCenter.instanceArn to the one you mean',
        );
      }
      // Without the management account, an instance of one account looks the same.
      return judge(both(aws.instanceState, aws.managementAccountId), ([state]) => {
        const where = `"${found.arn}" of account ${found.ownerAccountId} is ${state.status}.`;
        if (state.status === 'ACTIVE') return pass(where);
        return fail(
          [where, ...(state.statusReason === null ? [] : [state.statusReason])],
          'wait until AWS shows the instance as active, or ask AWS Support',
        );
      });
    });
  },
};

function none({ wantedInstance }: AwsFacts, region: string): CheckResult {
  return fail(
    [
      wantedInstance === null
        ? `No instance of IAM Identity Center is visible in ${region}.`
        : `The instance "${wantedInstance}" is not visible in ${region}.`,
      'Any Region but the home Region answers an empty list.',
    ],
    'set settings.identityCenter.region to the home Region, and check whose credentials these are',
  );
}

function ofAccount({ wantedInstance, managementAccountId }: AwsFacts, owner: string): CheckResult {
  const which = wantedInstance === null ? 'The instance that is visible' : `"${wantedInstance}"`;
  const management = managementAccountId.known ? ` ${managementAccountId.value}` : '';
  return fail(
    [
      `${which} is of account ${owner} alone.`,
      `The organization's is owned by its management account${management}; only that one has permission sets.`,
    ],
    wantedInstance === null
      ? 'use credentials of the management account, or of the delegated administrator of IAM Identity Center'
      : "set settings.identityCenter.instanceArn to the organization's instance, or leave it out",
  );
}
