import type { Instance } from '../model/snapshot.ts';
import { visibleInstances, type VisibleInstances } from '../model/visible-instances.ts';
import type { AwsFacts } from './aws-facts.ts';
import { type Known, known, unknown } from './known.ts';

const help = 'mend the check of the instance first';

/** The one thing to do where no Region is known to look in. */
export const nameRegion = 'set settings.identityCenter.region, or the input aws-region';

/** The one instance that the settings mean, chosen as a plan chooses it. */
export function theInstance(aws: AwsFacts): Known<Instance> {
  if (aws.region === null)
    return unknown('No Region is known for IAM Identity Center.', { help: nameRegion });
  if (!aws.instances.known) return aws.instances;
  const { ofOrganization, ofAccounts } = visibleTo(aws, aws.instances.value);
  const [only, ...others] = ofOrganization;
  if (only === undefined) {
    const what = ofAccounts.length === 0 ? 'No instance' : "No organization's instance";
    return unknown(`${what} of IAM Identity Center is visible in ${aws.region}.`, { help });
  }
  if (others.length === 0) return known(only);
  return unknown(`${ofOrganization.length} instances of IAM Identity Center fit.`, { help });
}

export function visibleTo(
  { wantedInstance, managementAccountId }: AwsFacts,
  shown: readonly Instance[],
): VisibleInstances {
  const management = managementAccountId.known ? managementAccountId.value : null;
  return visibleInstances(shown, wantedInstance, management);
}
