import type { Settings } from '../core/mapping/mapping.ts';
import type { Instance } from '../core/model/snapshot.ts';
import type { AwsReadPorts } from '../ports/readers.ts';
import { runDiagnostic, RunProblem } from './run-problem.ts';

/** The one organization instance that the settings mean. Rejects with RunProblem where none or several fit. */
export async function findInstance(
  { identityCenter, organization }: AwsReadPorts,
  settings: Settings,
  region: string,
): Promise<Instance> {
  const visible = await identityCenter.listInstances();
  const wanted = settings.instanceArn?.value ?? null;
  const named = wanted === null ? visible : visible.filter(({ arn }) => arn === wanted);
  if (named.length <= 1 || wanted !== null) return only(named, region, wanted);
  // An account instance carries no permission sets; the organization's is owned by its management account.
  const management = await organization.readManagementAccountId();
  const ofOrganization = named.filter((instance) => instance.ownerAccountId === management);
  return only(ofOrganization.length === 0 ? named : ofOrganization, region, wanted);
}

function only(instances: readonly Instance[], region: string, wanted: string | null): Instance {
  const [first, ...others] = instances;
  if (first !== undefined && others.length === 0) return first;
  if (first !== undefined) {
    const list = instances.map(({ arn }) => arn).join(', ');
    throw new RunProblem([
      runDiagnostic(
        'several-instances',
        `${instances.length} instances of IAM Identity Center fit`,
        {
          why: list,
          help: 'set settings.identityCenter.instanceArn to the one you mean',
        },
      ),
    ]);
  }
  throw new RunProblem([
    runDiagnostic(
      'no-instance',
      wanted === null
        ? `no instance of IAM Identity Center is visible in ${region}`
        : `the instance ${wanted} is not visible in ${region}`,
      {
        why: 'a request to any Region but the home Region of Identity Center gets an empty answer',
        help: 'set settings.identityCenter.region to the home Region, and check whose credentials these are',
      },
    ),
  ]);
}
