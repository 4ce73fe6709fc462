import type { AccountId } from '../../model/ids.ts';
import { type Check, type CheckResult, fail, judge, pass, warn } from '../check.ts';
import type { Facts } from '../facts.ts';
import { both } from '../known.ts';

export const delegatedAdministration: Check = {
  id: 'delegated-administration',
  title: 'The credentials belong to the management account or to the delegated administrator',
  guideSteps: [3],
  run: ({ aws }: Facts) =>
    judge(both(aws.callerAccountId, aws.managementAccountId), ([caller, management]) => {
      if (caller === management) {
        return pass(
          `These credentials belong to the management account ${management}, which may change everything.`,
        );
      }
      return judge(aws.instances, (shown) =>
        // Whoever sees the organization's instance from another account was delegated it.
        shown.some(({ ownerAccountId }) => ownerAccountId === management)
          ? delegated(caller, management, aws.managementAccountNamed)
          : fail(
              [
                `These credentials belong to account ${caller}, which sees no instance of the organization; the management account is ${management}.`,
              ],
              `register ${caller} as delegated administrator of IAM Identity Center, or use a role of ${management}`,
            ),
      );
    }),
};

function delegated(caller: AccountId, management: AccountId, isNamed: boolean): CheckResult {
  const whose = `These credentials belong to account ${caller}, a delegated administrator; the management account is ${management}.`;
  if (!isNamed) return pass(whose, 'What lives in the management account is out of its reach.');
  return warn(
    [whose, 'Rules name the management account, where a delegated administrator grants nothing.'],
    `apply with a role of ${management}, or leave the management account out of the rules`,
  );
}
