import { describe, expect, it } from 'vitest';
import { knownActions } from '../../../src/core/policy/actions/known-actions.ts';
import { grantsAdministration } from '../../../src/core/policy/grants-administration.ts';
import { managedPolicy } from '../../../src/core/policy/managed-policies.ts';
import { allow, deny, policy } from './policies.ts';

const always = { limited: false };

describe('grantsAdministration', () => {
  it.each([
    ['everything', policy(allow('*')), 'allows everything on every resource'],
    ['everything, spelt otherwise', policy(allow('*:*')), 'allows everything on every resource'],
    ['all of IAM', policy(allow('iam:*')), 'allows iam:AddUserToGroup on every resource'],
    ['a wildcard', policy(allow('IAM:Put*')), 'allows iam:PutGroupPolicy on every resource'],
    [
      'one action',
      policy(allow('sso:CreateAccountAssignment')),
      'allows sso:CreateAccountAssignment on every resource',
    ],
    ['what cannot be read', 'nonsense', 'cannot be understood'],
  ])('sees %s', (_, text, because) => {
    expect(grantsAdministration(text)).toEqual({ because, ...always });
  });

  it('sees everything but some actions, and not where the rest leaves nothing of it', () => {
    const but = (...NotAction: string[]) =>
      grantsAdministration(policy({ Effect: 'Allow', NotAction, Resource: '*' }));
    expect(but('s3:*')).toMatchObject(always);
    expect(but('iam:*')).toMatchObject(always);
    expect(
      but('iam:*', 'organizations:*', 'sso:*', 'sso-directory:*', 'identitystore:*'),
    ).toBeNull();
  });

  it('tells some resources and conditions apart, and does not take them for nothing', () => {
    const some = policy(allow('iam:PutRolePolicy', 'arn:aws:iam::*:role/app-*'));
    expect(grantsAdministration(some)).toMatchObject({ limited: true });
    const bounded = { Condition: { StringEquals: { 'iam:PermissionsBoundary': 'arn' } } };
    const condition = policy(allow('iam:PutRolePolicy', '*', bounded));
    expect(grantsAdministration(condition)).toMatchObject({ limited: true });
  });

  it('counts a Deny only if it always holds', () => {
    const part = { Condition: { StringNotEquals: { 'aws:RequestedRegion': 'eu-west-1' } } };
    expect(grantsAdministration(policy(allow('iam:PutRolePolicy'), deny('iam:*')))).toBeNull();
    expect(
      grantsAdministration(policy(allow('iam:PutRolePolicy'), deny('iam:*', '*', part))),
    ).toMatchObject(always);
  });

  it('is not in reading, nor in using what there is', () => {
    expect(grantsAdministration(policy(allow(['iam:Get*', 'iam:List*', 's3:*'])))).toBeNull();
  });

  it('asks for actions that are all on the list', () => {
    const all = policy(
      allow(['iam:*', 'sso:*', 'sso-directory:*', 'organizations:*', 'identitystore:*']),
    );
    expect(grantsAdministration(all)).not.toBeNull();
    for (const key of [
      'sso-directory:addmembertogroup',
      'identitystore:creategroupmembership',
      'organizations:leaveorganization',
    ])
      expect(knownActions().byKey.has(key)).toBe(true);
  });
});

describe('managedPolicy', () => {
  it.each([
    'arn:aws:iam::aws:policy/ReadOnlyAccess',
    'arn:aws:iam::aws:policy/job-function/ViewOnlyAccess',
    'arn:aws-us-gov:iam::aws:policy/AmazonS3FullAccess',
  ])('knows %s', (arn) => {
    expect(managedPolicy(arn)).toMatchObject({ administrator: false });
  });

  it('knows which are administrators', () => {
    expect(managedPolicy('arn:aws:iam::aws:policy/AdministratorAccess')).toEqual({
      does: 'everything, on every resource',
      administrator: true,
    });
  });

  it.each([
    'arn:aws:iam::111122223333:policy/ReadOnlyAccess',
    'arn:aws:iam::aws:policy/NoSuchPolicy',
    'arn:aws:iam::aws:policy/constructor',
    'ReadOnlyAccess',
  ])('knows nothing of %s', (arn) => {
    expect(managedPolicy(arn)).toBeNull();
  });
});
