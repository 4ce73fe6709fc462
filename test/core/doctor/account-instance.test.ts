import { describe, expect, it } from 'vitest';
import { known, unknown } from '../../../src/core/doctor/known.ts';
import { delegate, healthy, instanceArn, management, withAws } from './healthy-facts.ts';
import { verdictOf } from './verdict-of.ts';

const refused = unknown('Organizations said no.', {
  missing: 'organizations:DescribeOrganization',
});
const ofAccount = {
  arn: instanceArn('arn:aws:sso:::instance/ssoins-fedcba9876543210'),
  identityStoreId: 'd-9999999999',
  ownerAccountId: delegate,
  region: 'eu-west-1',
};

describe("an instance of the credentials' account alone", () => {
  const alone = withAws({ instances: known([ofAccount]) });

  it.each([
    ['where it is the only one', alone],
    [
      'where the files name it',
      withAws({
        wantedInstance: ofAccount.arn,
        instances: known([
          ...(healthy.aws.instances.known ? healthy.aws.instances.value : []),
          ofAccount,
        ]),
      }),
    ],
  ])('is not the one of the organization, %s', (_where, facts) => {
    const found = verdictOf('instance', facts);
    expect(found.verdict).toBe('fail');
    expect(found.text).toContain(`is of account ${delegate} alone`);
    expect(found.text).toContain(`management account ${management}`);
    expect(verdictOf('region', facts).verdict).toBe('cannot tell');
  });

  it('makes nobody a delegated administrator', () => {
    const found = verdictOf('delegated-administration', alone);
    expect(found.verdict).toBe('fail');
    expect(found.text).toContain(`account ${delegate}, which sees no instance of the organization`);
  });

  it('cannot be told from the one of the organization without the management account', () => {
    const found = verdictOf('instance', withAws({ managementAccountId: refused }));
    expect(found.verdict).toBe('cannot tell');
    expect(found.missing).toEqual(['organizations:DescribeOrganization']);
  });
});

it('nobody is a delegated administrator for instances that could not be read', () => {
  const found = verdictOf('delegated-administration', withAws({ instances: refused }));
  expect(found.verdict).toBe('cannot tell');
  expect(
    verdictOf(
      'delegated-administration',
      withAws({ instances: refused, callerAccountId: known(management) }),
    ).verdict,
  ).toBe('pass');
});
