import { type Check, fail, judge, pass, warn } from '../check.ts';
import { amount } from '../amount.ts';
import type { Facts } from '../facts.ts';
import { both } from '../known.ts';

export const scope: Check = {
  id: 'scope',
  title: 'Provisioning takes what is assigned, and something is',
  guideSteps: [29, 31, 40],
  run: ({ entra }: Facts) =>
    judge(both(entra.provisioning.settings, entra.assigned), ([{ everybody }, assigned]) => {
      const groups = assigned.filter(({ type }) => type === 'group').length;
      const users = assigned.filter(({ type }) => type === 'user').length;
      const who = `${amount(groups, 'group')} and ${amount(users, 'user')} are assigned.`;
      if (everybody === true) {
        return warn(
          ['Every user and group of the tenant is provisioned to AWS.', who],
          'set the scope to assigned users and groups only',
        );
      }
      if (groups + users === 0) {
        return fail(
          ['Only what is assigned is provisioned, and nothing is.'],
          'assign a group to the enterprise application',
        );
      }
      if (users > 0) {
        return warn(
          [who, 'A user who is assigned without a group keeps that outside of any review.'],
          'assign groups instead of users',
        );
      }
      return pass('Only what is assigned is provisioned.', who);
    }),
};
