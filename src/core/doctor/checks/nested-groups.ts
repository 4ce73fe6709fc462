import { type Check, judge, pass, warn } from '../check.ts';
import { amount } from '../amount.ts';
import type { Facts } from '../facts.ts';
import { named } from '../named.ts';

export const nestedGroups: Check = {
  id: 'nested-groups',
  title: 'No assigned group holds other groups',
  guideSteps: [31],
  run: ({ entra }: Facts) =>
    judge(entra.groups, (groups) => {
      const outer = groups.filter((group) => group.nestedGroups.length > 0);
      if (outer.length === 0) {
        return pass(`0 of ${groups.length} assigned groups hold a group.`);
      }
      const people = outer.reduce((sum, group) => sum + group.nestedPeople, 0);
      return warn(
        [
          `${outer.length} of ${groups.length} assigned groups hold groups: ${named(outer.map(({ displayName }) => displayName))}.`,
          `Neither sign-in nor provisioning follows them: ${amount(people, 'person')} in them alone get no access.`,
        ],
        'assign the inner groups themselves, or make their people direct members',
      );
    }),
};
