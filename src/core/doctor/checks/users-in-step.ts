import type { Membership } from '../aws-facts.ts';
import { type Check, judge, pass, warn } from '../check.ts';
import { amount } from '../amount.ts';
import type { AssignedGroup } from '../entra-facts.ts';
import type { Facts } from '../facts.ts';
import { both } from '../known.ts';
import { named, whoIfPrivate } from '../named.ts';
import { tieGroups } from '../tie-groups.ts';
import { tieUsers, type TiedUsers } from '../tie-users.ts';

export const usersInStep: Check = {
  id: 'users-in-step',
  title: 'People and their memberships are the same in Entra ID and in AWS',
  guideSteps: [36, 37, 50],
  run: (facts: Facts) => {
    const { aws, entra } = facts;
    const ties = both(tieUsers(entra, aws.users), tieGroups(entra, aws.groups));
    const read = both(entra.people, both(entra.groups, aws.memberships));
    return judge(both(ties, read), ([[joined, { pairs }], [people, [groups, memberships]]]) => {
      const counterpart = new Map(pairs.map(({ entraId, group }) => [group.id, entraId]));
      const uneven = differingGroups(groups, memberships, counterpart, joined);
      const everybody = entra.provisioning.settings;
      const strays =
        everybody.known && everybody.value.everybody === true
          ? []
          : joined.leftOver.filter(({ enabled }) => enabled !== false);
      const blocked = joined.pairs.filter(
        ({ person, user }) => person.enabled === false && user.enabled === true,
      );
      const absent = joined.missing.filter(({ enabled }) => enabled !== false);
      const faults = [
        ...said(
          absent.length,
          'not in AWS yet',
          absent.map((one) => one.userPrincipalName),
        ),
        ...said(
          strays.length,
          'in AWS and not in scope any more',
          strays.map((one) => one.userName),
        ),
        ...said(
          blocked.length,
          'disabled in Entra ID and still enabled in AWS',
          blocked.map(({ user }) => user.userName),
        ),
        ...(uneven.length === 0
          ? []
          : [`Other members in AWS than in Entra ID: ${named(uneven)}.`]),
      ];
      const found = `${joined.pairs.length} of ${people.length} people in scope are in AWS.`;
      if (faults.length === 0) return pass(found);
      return warn(
        [found, ...faults],
        'wait for the next cycle; what stays has a reason in the provisioning log',
      );
    });

    function said(number: number, what: string, names: readonly string[]): string[] {
      if (number === 0) return [];
      return [
        `${amount(number, 'user')} ${number === 1 ? 'is' : 'are'} ${what}${whoIfPrivate(facts, names)}.`,
      ];
    }
  },
};

/** Groups whose direct members are others in AWS; people who are not in AWS at all are told apart. */
function differingGroups(
  groups: readonly AssignedGroup[],
  memberships: readonly Membership[],
  counterpart: ReadonlyMap<string, string>,
  { pairs }: TiedUsers,
): readonly string[] {
  const personOf = new Map(pairs.map(({ person, user }) => [user.id, person.id]));
  const synced = new Set(personOf.values());
  const wanted = new Map(groups.map((group) => [group.id, group]));
  return memberships.flatMap(({ groupId, userIds }) => {
    const group = wanted.get(counterpart.get(groupId) ?? '');
    if (group === undefined) return [];
    const expected = new Set(group.memberIds.filter((id) => synced.has(id)));
    const actual = userIds.map((id) => personOf.get(id) ?? `aws:${id}`);
    const same = actual.length === expected.size && actual.every((id) => expected.has(id));
    return same ? [] : [group.displayName];
  });
}
