import { sortedUnique } from '../../model/order.ts';
import { cannotTell, type Check, type CheckResult, fail, judge, pass, warn } from '../check.ts';
import { amount } from '../amount.ts';
import type { EntraFacts } from '../entra-facts.ts';
import type { Facts } from '../facts.ts';
import { both, unknown } from '../known.ts';
import { isOfSeenForm, provisionedId } from '../provisioned-id.ts';
import { named } from '../named.ts';
import { writesExternalIds } from '../writes-external-ids.ts';

/** What follows from a guess must not be what locks people out, so every step is one to look. */
const look = 'see in IAM Identity Center, under Settings, which identity source is in use';

/** AWS publishes no API for the identity source; what SCIM wrote is all that shows of it. */
export const identitySource: Check = {
  id: 'identity-source',
  title: 'Users and groups come from one external identity provider',
  guideSteps: [14, 36, 50],
  run: ({ aws, entra }: Facts) =>
    judge(both(aws.users, aws.groups), ([users, groups]) => {
      const ids = users.map(provisionedId).filter((id) => id !== null);
      const groupIds = groups.map(provisionedId).filter((id) => id !== null);
      const provisioned = [...ids, ...groupIds];
      const issuers = sortedUnique(provisioned.map(({ issuer }) => issuer));
      const held = `${amount(users.length, 'user')} and ${amount(groups.length, 'group')}`;
      if (users.length === 0) {
        return fail(
          [`The identity store holds ${held}: nobody can sign in.`],
          'start provisioning in Entra ID, and look at its log after the first cycle',
        );
      }
      if (provisioned.length === 0)
        return unmarked(`None of ${held} carries an external id`, entra);
      const evidence = `${ids.length} of ${users.length} users and ${groupIds.length} of ${groups.length} groups carry an external id of ${named(issuers)}.`;
      if (issuers.length > 1) {
        return warn(
          [evidence, 'A change of the identity source leaves the old users and groups behind.'],
          look,
        );
      }
      if (provisioned.every(isOfSeenForm)) return pass(evidence);
      const objectIds = objectIdsOf(entra);
      const known = provisioned.filter(({ id }) => objectIds.has(id.toLowerCase())).length;
      if (known > 0) return pass(evidence, `${known} of them are object ids of Entra ID in scope.`);
      const why = `${evidence} That is no form of SCIM that this version knows, nor are they object ids of Entra ID in scope.`;
      return cannotTell(unknown(why, { help: look }));
    }),
};

function unmarked(evidence: string, { provisioning: { schema } }: EntraFacts): CheckResult {
  const writes = writesExternalIds(schema, ['users', 'groups']);
  if (writes === true) return fail([`${evidence}, and provisioning would write one.`], look);
  const doubt =
    writes === null ? 'whether provisioning writes one is not known' : 'provisioning writes none';
  const missing = schema.known ? [] : schema.missing;
  return cannotTell({ known: false, why: [`${evidence}, and ${doubt}.`], missing, help: look });
}

function objectIdsOf({ assigned, people }: EntraFacts): ReadonlySet<string> {
  const all = [...(assigned.known ? assigned.value : []), ...(people.known ? people.value : [])];
  return new Set(all.map(({ id }) => id.toLowerCase()));
}
