import { type Check, fail, judge, pass, warn } from '../check.ts';
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
      if (aws.instances.known && aws.instances.value.length === 0) {
        return fail(
          [
            `These credentials belong to account ${caller}, which sees no instance; the management account is ${management}.`,
          ],
          `register ${caller} as delegated administrator of IAM Identity Center, or use a role of ${management}`,
        );
      }
      const whose = `These credentials belong to account ${caller}, a delegated administrator; the management account is ${management}.`;
      if (!aws.managementAccountNamed) {
        return pass(whose, 'What lives in the management account is out of its reach.');
      }
      return warn(
        [
          whose,
          'Rules name the management account, where a delegated administrator grants nothing.',
        ],
        `apply with a role of ${management}, or leave the management account out of the rules`,
      );
    }),
};
