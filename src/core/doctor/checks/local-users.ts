import { type Check, judge, pass, warn } from '../check.ts';
import type { Facts } from '../facts.ts';
import { scimId } from '../scim-id.ts';
import { whoIfPrivate } from '../named.ts';

export const localUsers: Check = {
  id: 'local-users',
  title: 'No user was made in IAM Identity Center itself',
  guideSteps: [7],
  run: (facts: Facts) =>
    judge(facts.aws.users, (users) => {
      const local = users.filter((user) => scimId(user) === null);
      if (local.length === 0) {
        return pass(`${users.length} of ${users.length} users came by SCIM.`);
      }
      const names = local.map(({ userName }) => userName);
      return warn(
        [
          `${local.length} of ${users.length} users carry no external id of SCIM${whoIfPrivate(facts, names)}.`,
          'Such users sign in only where Entra ID knows their very user name, and nobody removes them when people leave.',
        ],
        'move their access to groups of Entra ID, then delete them',
      );
    }),
};
