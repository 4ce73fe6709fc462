import { describe, expect, it } from 'vitest';
import { canonicalPolicy } from '../../../src/core/model/canonical-policy.ts';
import { whyAdministrator } from '../../../src/core/plan/administrator.ts';
import { managed, plain } from '../support/live.ts';

const inline = (statement: unknown): string | null =>
  whyAdministrator({ ...plain, inlinePolicy: canonicalPolicy({ Statement: statement }) });
const allow = (more: object) => inline({ Effect: 'Allow', Resource: '*', ...more });

describe('whyAdministrator', () => {
  it.each(['AdministratorAccess', 'IAMFullAccess', 'job-function/AdministratorAccess'])(
    'knows %s by its name, wherever it lies and in every partition',
    (name) => {
      for (const partition of ['aws', 'aws-us-gov', 'aws-cn']) {
        const arn = `arn:${partition}:iam::aws:policy/${name}`;
        expect(whyAdministrator({ ...plain, managedPolicies: [arn] })).toContain('AWS managed');
      }
    },
  );

  it('looks at every managed policy', () => {
    const managedPolicies = [managed('ReadOnlyAccess'), managed('AdministratorAccess')];
    expect(whyAdministrator({ ...plain, managedPolicies })).not.toBeNull();
  });

  it.each([
    'ReadOnlyAccess',
    'PowerUserAccess',
    'NotAdministratorAccess',
    'IAMReadOnlyAccess',
    'ANewPolicyOfAws',
  ])('does not take %s for one', (name) => {
    expect(whyAdministrator({ ...plain, managedPolicies: [managed(name)] })).toBeNull();
  });

  it.each(['*', '**', '*:*', 'iam:*', 'IAM:*', 'organizations:*'])(
    'takes an inline policy that allows %s everywhere for one',
    (action) => {
      expect(allow({ Action: action })).toContain(action);
      expect(allow({ Action: ['s3:GetObject', action] })).toContain(action);
    },
  );

  it.each([
    'iam:P*',
    'iam:put*',
    'IAM:Attach*',
    'i*:*',
    'iam:PutRolePolic?',
    'sso:*',
    'sso:Create*',
  ])('takes a write of access by pattern for one: %s', (action) => {
    expect(allow({ Action: action })).toContain(action);
  });

  it.each(['iam:Get*', 'iam:PassRole', 'iam:List*', 's3:Put*', 'sso:Describe*', 'iamx:*'])(
    'does not take %s for one',
    (action) => {
      expect(allow({ Action: action })).toBeNull();
    },
  );

  it.each([
    'arn:aws:iam::*:role/*',
    'arn:*:iam::111122223333:*',
    '*:*',
    'arn:aws:*:*:*:*',
    // Missing segments are stars, and a star at the end of a segment goes on beyond its colon.
    'arn:aws:iam',
    'arn:aws:iam::*',
    'arn:aws:*',
    'arn:*',
    'arn*',
    '*?*',
    '*iam*',
    'arn:aws:*:role/*',
    'arn:aws:i?m::*:role/*',
    'arn:aws:iam::*:*/*',
    'arn:aws:iam::*:r*',
    'arn:aws:iam::*:rol?/*',
    'arn:aws:iam::*:role/?*',
    'arn:aws:iam::*:role/*/*',
    'arn:aws:iam::1111*:role/*',
    'arn:aws:iam::*:role/a*',
    'arn:aws:iam::*:role/${aws:PrincipalTag/team}',
    'ARN:AWS:IAM::*:ROLE/*',
    'arn:aws:sso:::permissionSet/ssoins-0123456789abcdef/*',
    'arn:aws:organizations::111122223333:account/o-0123456789/*',
  ])('takes all of a kind for everywhere: %s', (resource) => {
    expect(allow({ Action: 'iam:*', Resource: resource })).not.toBeNull();
  });

  it.each([
    'arn:aws:iam::*:role/app-*',
    'arn:aws:iam::111122223333:role/ci/*',
    'arn:aws:iam::*:role/app-??',
    'arn:aws:iam::111122223333:role/deploy',
    'arn:aws:iam::*:instance-profile/*',
    'arn:aws:s3:::bucket/*',
    'arn:aws:s3:*',
  ])('does not take some names, or what rules over nobody, for everywhere: %s', (resource) => {
    expect(allow({ Action: 'iam:*', Resource: resource })).toBeNull();
  });

  it.each([
    'iam:UpdateSAMLProvider',
    'organizations:RegisterDelegatedAdministrator',
    'organizations:DisablePolicyType',
    'sts:AssumeRole',
  ])('takes a way to everything by one step for one: %s', (action) => {
    expect(allow({ Action: action })).toContain(action);
  });

  it('takes everything but a few actions for one', () => {
    expect(allow({ NotAction: ['s3:*'] })).not.toBeNull();
    expect(allow({ NotAction: ['iam:*', 'organizations:*'] })).toBeNull();
  });

  it('takes everywhere but some resources for everywhere', () => {
    const effect = { Effect: 'Allow', Action: '*', NotResource: 'arn:aws:s3:::one' };
    expect(inline(effect)).not.toBeNull();
  });

  it.each([
    ['one bucket', { Effect: 'Allow', Action: '*', Resource: 'arn:aws:s3:::one/*' }],
    ['a denial', { Effect: 'Deny', Action: '*', Resource: '*' }],
    ['a few actions', { Effect: 'Allow', Action: ['s3:*', 'iam:Get*'], Resource: '*' }],
    ['nothing', []],
  ])('does not take %s for one', (_what, statement) => {
    expect(inline(statement)).toBeNull();
  });

  it('looks at every statement', () => {
    expect(
      inline([
        { Effect: 'Deny', Action: '*', Resource: '*' },
        { Effect: 'Allow', Action: '*', Resource: '*' },
      ]),
    ).not.toBeNull();
  });

  it.each(['not JSON', '{}', '{"Statement":7}', '{"Statement":{"Effect":"Allow","Action":7}}'])(
    'warns about what it cannot read: %s',
    (text) => {
      expect(whyAdministrator({ ...plain, inlinePolicy: text })).toContain('cannot be read');
    },
  );

  it('says nothing of a set without policies', () => {
    expect(whyAdministrator(plain)).toBeNull();
  });
});
