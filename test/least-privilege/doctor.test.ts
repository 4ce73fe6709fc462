import { describe, expect, it } from 'vitest';
import type { Checkup } from '../../src/core/doctor/run-checks.ts';
import type { AwsSimulator } from '../../src/simulator/aws/start-aws-simulator.ts';
import { documentedAws, documentedGraph } from '../doctor/documented-permissions.ts';
import { openPlace, type Place } from '../doctor/place.ts';
import { iamActionOf } from './support/iam-action-of.ts';
import { isUpdating, listsOf } from './support/lists-of.ts';
import type { Policy } from './support/make-policies.ts';
import { actionsOf, filled, readPolicy, valuesOf, withoutAction } from './support/policy-files.ts';

type PoliciesFor = (aws: AwsSimulator) => readonly Policy[];

/** Lets Entra ID try its saved credentials; documented as one to leave out. */
const permissions = [...documentedGraph.keys(), 'Synchronization.ReadWrite.All'];
const everything: PoliciesFor = () => [
  {
    Version: '2012-10-17',
    Statement: [{ Sid: 'All', Effect: 'Allow', Action: ['*'], Resource: '*' }],
  },
];
const itsOwn: PoliciesFor = (aws) => [filled(readPolicy('doctor'), valuesOf(aws))];

/** In the management account, with attributes in the files: then it asks for everything that it may. */
async function examine(policies: PoliciesFor): Promise<{
  readonly place: Place;
  readonly checks: readonly Checkup[];
  readonly text: string;
}> {
  const account = 'management';
  const place = await openPlace({
    account,
    permissions,
    settings: (tenantId) => `settings:
  identityCenter: { region: eu-west-1 }
  entra: { tenantId: ${tenantId}, scimTokenExpires: 2027-06-30 }
  manage: { owner: platform }
  accessControlAttributes: { Team: '\${path:enterprise.department}' }
applications:
  - { groups: Ops, applications: Payroll }
`,
  });
  place.aws.callers['AKIADOCTOR'] = { role: 'doctor', account, policies: policies(place.aws) };
  const { checks } = await place.diagnose();
  return { place, checks, text: JSON.stringify(checks) };
}

describe('the role of mode doctor', () => {
  it('is allowed what the mode asks for, nothing else, and what its page says', async () => {
    const { place, checks } = await examine(isUpdating ? everything : itsOwn);
    const asked = place.aws.log.requests.map(iamActionOf);
    const { allowed, called, files, made } = listsOf('doctor', asked);
    expect(checks.filter(({ verdict }) => verdict !== 'pass')).toEqual([]);
    expect(allowed).toEqual(called);
    expect(files.map(readPolicy)).toEqual(made);
    expect(allowed.filter((action) => !inProse.includes(action))).toEqual(
      [...documentedAws.keys()].toSorted(),
    );
  });
});

/** What docs/doctor.md tells below its table. */
const inProse = [
  'sso:DescribeInstanceAccessControlAttributeConfiguration',
  'sso:GetApplicationAssignmentConfiguration',
  'sso:ListAccountAssignmentsForPrincipal',
  'sso:ListApplicationAssignments',
  'sso:ListApplications',
];

describe('without one action, mode doctor', () => {
  it.each(actionsOf(readPolicy('doctor')))('goes on and names it: %s', async (action) => {
    const { checks, text } = await examine((aws) =>
      itsOwn(aws).map((policy) => withoutAction(policy, action)),
    );
    const naming = checks.filter(({ missing }) => missing.includes(action));
    expect(naming.length).toBeGreaterThan(0);
    expect(new Set(naming.map(({ verdict }) => verdict))).not.toContain('pass');
    expect(checks.filter(({ missing }) => missing.some((one) => one !== action))).toEqual([]);
    expect(text).not.toMatch(/\bat .*:\d+:\d+\)?/u);
  });
});
