import { cannotTell, type Check, fail, judge, pass, warn } from '../check.ts';
import { amount } from '../amount.ts';
import type { Facts } from '../facts.ts';
import { both, unknown } from '../known.ts';
import { whoIfPrivate } from '../named.ts';
import { tieUsers } from '../tie-users.ts';

/** AWS compares the name identifier of the sign-in with the user name. */
export const signInNames: Check = {
  id: 'sign-in-names',
  title: 'People are called in AWS as Entra ID calls them at sign-in',
  guideSteps: [20, 52],
  run: (facts: Facts) =>
    judge(both(tieUsers(facts.entra, facts.aws.users), facts.entra.people), ([tied, people]) => {
      const { pairs, taken } = tied;
      if (pairs.length === 0 && taken.length === 0) {
        return cannotTell(
          unknown(`None of ${amount(people.length, 'person in scope')} is in AWS yet.`, {
            help: 'assign groups and wait for the next provisioning cycle',
          }),
        );
      }
      const different = pairs.filter(
        ({ person, user }) =>
          person.userPrincipalName.toLowerCase() !== user.userName.toLowerCase(),
      );
      const names = different.map(
        ({ person, user }) => `${person.userPrincipalName} is ${user.userName}`,
      );
      if (different.length > 0) {
        return fail(
          [
            `${different.length} of ${pairs.length} users have another user name in AWS than their user principal name${whoIfPrivate(facts, names)}.`,
            'AWS refuses their sign-in unless the claims of the application send that other name.',
          ],
          'map userName from userPrincipalName and let provisioning update them',
        );
      }
      if (taken.length > 0) {
        const who = taken.map(({ userPrincipalName }) => userPrincipalName);
        return warn(
          [
            `The user of AWS that is called like ${amount(taken.length, 'person in scope')} carries another person's object id${whoIfPrivate(facts, who)}.`,
            'AWS goes by the user name alone: who signs in so gets what that user has.',
          ],
          'see in the provisioning log why that user was not changed, and check what it may do',
        );
      }
      const cased = pairs.filter(({ person, user }) => person.userPrincipalName !== user.userName);
      if (cased.length === 0)
        return pass(`${pairs.length} of ${pairs.length} users have equal names.`);
      return warn(
        [
          `${cased.length} of ${pairs.length} users differ in upper and lower case${whoIfPrivate(
            facts,
            cased.map(({ person }) => person.userPrincipalName),
          )}.`,
          'AWS documents that both must be exactly equal.',
        ],
        'let provisioning update their user names, by a change of each user or a restart of the job',
      );
    }),
};
