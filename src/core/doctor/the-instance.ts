import type { Instance } from '../model/snapshot.ts';
import type { AwsFacts } from './aws-facts.ts';
import { type Known, known, unknown } from './known.ts';

/** The one instance that the settings mean, chosen as a plan chooses it. */
export function theInstance(aws: AwsFacts): Known<Instance> {
  if (aws.region === null) return unknown('No Region is known for IAM Identity Center.');
  if (!aws.instances.known) return aws.instances;
  const candidates = candidatesFor(aws, aws.instances.value);
  const [only, ...others] = candidates;
  if (only === undefined) {
    return unknown(`No instance of IAM Identity Center is visible in ${aws.region}.`, {
      help: 'mend the check of the instance first',
    });
  }
  if (others.length === 0) return known(only);
  return unknown(`${candidates.length} instances of IAM Identity Center fit.`, {
    help: 'mend the check of the instance first',
  });
}

/** Those that still fit after the settings and the organization have been asked. */
export function candidatesFor(
  { wantedInstance, managementAccountId }: AwsFacts,
  visible: readonly Instance[],
): readonly Instance[] {
  if (wantedInstance !== null) return visible.filter(({ arn }) => arn === wantedInstance);
  if (visible.length <= 1 || !managementAccountId.known) return visible;
  // An account instance carries no permission sets; the organization's is its management account's.
  const owned = visible.filter(
    ({ ownerAccountId }) => ownerAccountId === managementAccountId.value,
  );
  return owned.length === 0 ? visible : owned;
}
