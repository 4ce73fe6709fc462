import { expect, test } from 'vitest';
import { deniedCaller } from '../../../src/adapters/aws/request/denied-caller.ts';

test.each([
  ['arn:aws:sts::111122223333:assumed-role/Plan/GitHubActions', { kind: 'role', name: 'Plan' }],
  [
    'arn:aws-us-gov:sts::111122223333:assumed-role/AWSReservedSSO_A_0123/a@b.c',
    { kind: 'role', name: 'AWSReservedSSO_A_0123' },
  ],
  ['arn:aws:iam::111122223333:role/path/Plan', { kind: 'role', name: 'Plan' }],
  ['arn:aws:iam::111122223333:user/ada', { kind: 'user', name: 'ada' }],
  ['arn:aws:sts::111122223333:federated-user/ada', { kind: 'other', name: 'ada' }],
])('reads who was denied: %s', (arn, caller) => {
  const message = `User: ${arn} is not authorized to perform: sso:ListInstances on resource: arn:aws:sso:::instance/x`;
  expect(deniedCaller(message)).toEqual({ ...caller, accountId: '111122223333' });
});

test('knows when AWS names no one', () => {
  expect(deniedCaller('You do not have sufficient access to perform this action.')).toBeNull();
});
