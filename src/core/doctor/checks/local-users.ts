import { cannotTell, type Check, judge, pass, warn } from '../check.ts';
import type { Facts } from '../facts.ts';
import { isProvisioned } from '../provisioned-id.ts';
import { whoIfPrivate } from '../named.ts';
import { writesExternalIds } from '../writes-external-ids.ts';

const look = 'find out whose each of them is, before anything about them is changed';

export const localUsers: Check = {
  id: 'local-users',
  title: 'No user was made in IAM Identity Center itself',
  guideSteps: [7],
  run: (facts: Facts) =>
    judge(facts.aws.users, (users) => {
      const local = users.filter((user) => !isProvisioned(user));
      if (local.length === 0) {
        return pass(`${users.length} of ${users.length} users carry an external id.`);
      }
      const who = whoIfPrivate(
        facts,
        local.map(({ userName }) => userName),
      );
      const evidence = `${local.length} of ${users.length} users carry no external id${who}.`;
      const { schema } = facts.entra.provisioning;
      // That others carry one shows that provisioning writes it, where its schema may not be read.
      const writes = writesExternalIds(schema, ['users']) ?? local.length < users.length;
      if (!writes) {
        return cannotTell({
          known: false,
          why: [evidence, 'Provisioning is not known to write one.'],
          missing: schema.known ? [] : schema.missing,
          help: look,
        });
      }
      return warn(
        [
          evidence,
          'Such users sign in only where Entra ID knows their very user name, and nobody removes them when people leave.',
        ],
        look,
      );
    }),
};
