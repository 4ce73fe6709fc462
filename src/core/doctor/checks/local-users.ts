import { type Check, judge, pass, warn } from '../check.ts';
import { amount } from '../amount.ts';
import type { Facts } from '../facts.ts';
import { scimId } from '../scim.ts';
import { whoIfPrivate } from '../told.ts';

export const localUsers: Check = {
  id: 'local-users',
  title: 'No user was made in IAM Identity Center itself',
  guideSteps: [7],
  run: (facts: Facts) =>
    judge(facts.aws.users, (users) => {
      const local = users.filter((user) => scimId(user) === null);
      if (local.length === 0) {
        return pass(`All of ${amount(users.length, 'user')} came by SCIM.`);
      }
      const names = local.map(({ userName }) => userName);
      return warn(
        [
          `${amount(local.length, 'user')} of ${users.length} carry no external id of SCIM${whoIfPrivate(facts, names)}.`,
          'Such users sign in only where Entra ID knows their very user name, and nobody removes them when people leave.',
        ],
        'move their access to groups of Entra ID, then delete them',
      );
    }),
};
