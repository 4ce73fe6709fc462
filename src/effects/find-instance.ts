import type { Settings } from '../core/mapping/mapping.ts';
import type { Instance } from '../core/model/snapshot.ts';
import type { AwsReadPorts } from '../ports/readers.ts';
import { visibleInstances } from '../core/model/visible-instances.ts';
import { runDiagnostic, RunProblem } from './run-problem.ts';

/** The one organization instance that the settings mean. Rejects with RunProblem where none or several fit. */
export async function findInstance(
  { identityCenter, organization }: AwsReadPorts,
  settings: Pick<Settings, 'instanceArn'>,
  region: string,
): Promise<Instance> {
  const shown = await identityCenter.listInstances();
  const wanted = settings.instanceArn?.value ?? null;
  const management = shown.length === 0 ? null : await organization.readManagementAccountId();
  const { ofOrganization, ofAccounts } = visibleInstances(shown, wanted, management);
  const [first, ...others] = ofOrganization;
  if (first !== undefined && others.length === 0) return first;
  if (first !== undefined) {
    const list = ofOrganization.map(({ arn }) => arn).join(', ');
    throw new RunProblem([
      runDiagnostic(
        'several-instances',
        `${ofOrganization.length} instances of IAM Identity Center fit`,
        {
          why: list,
          help: 'set settings.identityCenter.instanceArn to the one you mean',
        },
      ),
    ]);
  }
  const [stray] = ofAccounts;
  if (stray !== undefined) {
    const which = wanted === null ? `the instance visible in ${region}` : `the instance ${wanted}`;
    throw new RunProblem([
      runDiagnostic('no-instance', `${which} is of account ${stray.ownerAccountId} alone`, {
        why: `only the organization's instance has permission sets, and its management account ${management ?? ''} owns it`,
        help:
          wanted === null
            ? 'use credentials of the management account, or of the delegated administrator of IAM Identity Center'
            : "set settings.identityCenter.instanceArn to the organization's instance, or leave it out",
      }),
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
