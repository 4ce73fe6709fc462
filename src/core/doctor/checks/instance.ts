import { cannotTell, type Check, fail, judge, pass } from '../check.ts';
import type { Facts } from '../facts.ts';
import { unknown } from '../known.ts';
import { candidatesFor } from '../the-instance.ts';
import { named } from '../named.ts';

export const instance: Check = {
  id: 'instance',
  title: 'There is one organization instance of IAM Identity Center, and it is active',
  guideSteps: [1, 2],
  run: ({ aws }: Facts) => {
    const { region, wantedInstance } = aws;
    if (region === null) return cannotTell(unknown('No Region is known to look in.'));
    return judge(aws.instances, (visible) => {
      const candidates = candidatesFor(aws, visible);
      const [found, ...others] = candidates;
      if (found === undefined) {
        const what = wantedInstance === null ? 'no instance' : `the instance "${wantedInstance}"`;
        return fail(
          [
            wantedInstance === null
              ? `No instance of IAM Identity Center is visible in ${region}.`
              : `${what} is not visible in ${region}.`,
            'Any Region but the home Region answers an empty list.',
          ],
          'set settings.identityCenter.region to the home Region, and check whose credentials these are',
        );
      }
      if (others.length > 0) {
        return fail(
          [`${candidates.length} instances fit: ${named(candidates.map(({ arn }) => arn))}.`],
          'set settings.identityCenter.instanceArn to the one you mean',
        );
      }
      return judge(aws.instanceState, ({ status, statusReason }) => {
        const where = `"${found.arn}" of account ${found.ownerAccountId} is ${status}.`;
        if (status === 'ACTIVE') return pass(where);
        return fail(
          [where, ...(statusReason === null ? [] : [statusReason])],
          'wait until AWS shows the instance as active, or ask AWS Support',
        );
      });
    });
  },
};
