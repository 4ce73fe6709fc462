import { cannotTell, type Check, type CheckResult, fail, pass, warn } from '../check.ts';
import { amount } from '../amount.ts';
import type { AwsFacts, TriedRead } from '../aws-facts.ts';
import type { Facts } from '../facts.ts';
import { sentences, unknown } from '../known.ts';
import { theInstance } from '../the-instance.ts';

const writes = 'Writes cannot be tried without changing something, so nothing is said of them.';

/** AWS documents it for the management account alone. */
const byPrincipal = 'sso:ListAccountAssignmentsForPrincipal';
const memberships = 'identitystore:ListGroupMemberships';
const events = 'cloudtrail:LookupEvents';
const granted = 'sso:DescribeAccountAssignmentCreationStatus';
const revoked = 'sso:DescribeAccountAssignmentDeletionStatus';
const openness = 'sso:GetApplicationAssignmentConfiguration';
/** The reads that runs can do without, and what comes of it. */
const instead: Readonly<Record<string, string>> = {
  [byPrincipal]: `Without ${byPrincipal}, runs read every pair of an account and a permission set instead.`,
  [memberships]: `Without ${memberships}, plans do not say who gains and who loses access.`,
  [events]: `Without ${events}, drift runs do not say who did it.`,
  [granted]: `Without ${granted}, drift runs do not say whether a grant in CloudTrail succeeded.`,
  [revoked]: `Without ${revoked}, drift runs do not say whether a revocation in CloudTrail succeeded.`,
  [openness]: `Without ${openness}, plans do not say which applications let everybody in.`,
};

export const rolePermissions: Check = {
  id: 'role-permissions',
  title: 'The role may make every read of a plan and a drift run',
  guideSteps: [41],
  run: ({ aws }: Facts) => {
    const list = aws.reads.find(({ action }) => action === byPrincipal);
    if (list === undefined || list.outcome === 'allowed' || !isDelegated(aws)) {
      return judgeReads(aws.reads, aws);
    }
    const result = judgeReads(
      aws.reads.filter((read) => read !== list),
      aws,
    );
    const why = `AWS does not answer ${byPrincipal}, which it documents for the management account alone.`;
    return { ...result, evidence: [...result.evidence, why, ...consequences([byPrincipal])] };
  },
};

function isDelegated({ callerAccountId: caller, managementAccountId: management }: AwsFacts) {
  return caller.known && management.known && caller.value !== management.value;
}

function judgeReads(reads: readonly TriedRead[], aws: AwsFacts): CheckResult {
  const tried = reads.filter(({ outcome }) => outcome !== 'untried');
  const refused = reads.filter(({ outcome }) => outcome === 'refused');
  const failed = reads.filter(({ outcome }) => outcome === 'failed');
  const untried = reads.filter(({ outcome }) => outcome === 'untried');
  const actions = refused.map(({ action }) => action);
  const list = actions.join(', ');
  const help = `allow ${list} to the role of plan, drift and apply`;
  if (actions.some((action) => !(action in instead))) {
    return { ...fail([`Refused: ${list}.`, writes], help), missing: actions };
  }
  const [first] = failed;
  if (first !== undefined) return cannotTell(unknown(first.why ?? `${first.action} failed.`));
  if (actions.length > 0) {
    const evidence = [`Refused: ${list}.`, ...consequences(actions), writes];
    return { ...warn(evidence, help), missing: actions };
  }
  if (tried.length === 0) {
    const none = 'No read could be tried.';
    const found = theInstance(aws);
    // What keeps the instance from being found keeps every read of it from being tried.
    return cannotTell(
      found.known ? unknown(none) : { ...found, why: sentences(none, ...found.why) },
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
}

function consequences(actions: readonly string[]): string[] {
  return actions.flatMap((action) => instead[action] ?? []);
}
