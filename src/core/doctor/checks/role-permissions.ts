import { cannotTell, type Check, fail, pass } from '../check.ts';
import { amount } from '../amount.ts';
import type { Facts } from '../facts.ts';
import { sentences, unknown } from '../known.ts';
import { theInstance } from '../the-instance.ts';

const writes = 'Writes cannot be tried without changing something, so nothing is said of them.';

export const rolePermissions: Check = {
  id: 'role-permissions',
  title: 'The role may make every read of a plan and a drift run',
  guideSteps: [41],
  run: ({ aws }: Facts) => {
    const tried = aws.reads.filter(({ outcome }) => outcome !== 'untried');
    const refused = aws.reads.filter(({ outcome }) => outcome === 'refused');
    const failed = aws.reads.filter(({ outcome }) => outcome === 'failed');
    const untried = aws.reads.filter(({ outcome }) => outcome === 'untried');
    const actions = refused.map(({ action }) => action);
    if (actions.length > 0) {
      const help = `allow ${actions.join(', ')} to the role of plan, drift and apply`;
      return {
        ...fail([`Refused: ${actions.join(', ')}.`, writes], help),
        missing: actions,
      };
    }
    const [first] = failed;
    if (first !== undefined) return cannotTell(unknown(first.why ?? `${first.action} failed.`));
    if (tried.length === 0) {
      const reads = 'No read could be tried.';
      const found = theInstance(aws);
      // What keeps the instance from being found keeps every read of it from being tried.
      return cannotTell(
        found.known ? unknown(reads) : { ...found, why: sentences(reads, ...found.why) },
      );
    }
    const allowed = `${amount(tried.length, 'read')} were tried and none was refused.`;
    if (untried.length === 0) return pass(allowed, writes);
    const left = untried.map(({ action }) => action).join(', ');
    return cannotTell(
      unknown(`${allowed} There was nothing to try ${left} on.`, {
        help: 'run it again once there is a permission set, and see that sso:ListPermissionSets answers',
      }),
    );
  },
};
