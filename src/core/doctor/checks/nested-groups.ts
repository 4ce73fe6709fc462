import { type Check, judge, pass, warn } from '../check.ts';
import { amount } from '../amount.ts';
import type { Facts } from '../facts.ts';
import { named } from '../told.ts';

export const nestedGroups: Check = {
  id: 'nested-groups',
  title: 'No assigned group holds other groups',
  guideSteps: [31],
  run: ({ entra }: Facts) =>
    judge(entra.groups, (groups) => {
      const outer = groups.filter((group) => group.nestedGroups.length > 0);
      if (outer.length === 0) {
        return pass(`None of ${amount(groups.length, 'assigned group')} holds a group.`);
      }
      const people = outer.reduce((sum, group) => sum + group.nestedPeople, 0);
      return warn(
        [
          `${amount(outer.length, 'assigned group')} of ${groups.length} hold groups: ${named(outer.map(({ displayName }) => displayName))}.`,
          `Neither sign-in nor provisioning follows them: ${amount(people, 'membership')} in them give nobody access.`,
        ],
        'assign the inner groups themselves, or make their people direct members',
      );
    }),
};
