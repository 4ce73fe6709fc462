import { describe, expect, it } from 'vitest';
import { managedPolicy } from '../../../src/core/policy/managed-policies.ts';

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
