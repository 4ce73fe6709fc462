import { sortedUnique } from '../../model/order.ts';
import { type Check, fail, judge, pass, warn } from '../check.ts';
import { amount } from '../amount.ts';
import type { Facts } from '../facts.ts';
import { both } from '../known.ts';
import { scimId } from '../scim-id.ts';
import { named } from '../named.ts';

/** AWS publishes no API for the identity source; what SCIM wrote is all that shows of it. */
export const identitySource: Check = {
  id: 'identity-source',
  title: 'Users and groups come from one external identity provider',
  guideSteps: [14, 36, 50],
  run: ({ aws }: Facts) =>
    judge(both(aws.users, aws.groups), ([users, groups]) => {
      const ids = users.map(scimId).filter((id) => id !== null);
      const groupIds = groups.map(scimId).filter((id) => id !== null);
      const provisioned = [...ids, ...groupIds];
      const issuers = sortedUnique(provisioned.map(({ issuer }) => issuer));
      const held = `${amount(users.length, 'user')} and ${amount(groups.length, 'group')}`;
      if (users.length === 0) {
        return fail(
          [`The identity store holds ${held}: nobody can sign in.`],
          'start provisioning in Entra ID, and look at its log after the first cycle',
        );
      }
      if (provisioned.length === 0) {
        return fail(
          [`None of ${held} carries an external id of SCIM.`],
          'in IAM Identity Center, under Settings, change the identity source to an external identity provider',
        );
      }
      const evidence = `${ids.length} of ${users.length} users and ${groupIds.length} of ${groups.length} groups came by SCIM from ${named(issuers)}.`;
      if (issuers.length === 1) return pass(evidence);
      return warn(
        [evidence, 'Each change of the identity source leaves the old users and groups behind.'],
        'delete the users and groups of the earlier source once nothing is assigned to them',
      );
    }),
};
