import { expect, test } from 'vitest';
import { awsReason, awsReasonHelp } from '../../../src/core/outcome/aws-reasons.ts';

const account = 'dev (111122223333)';

test.each([
  [
    "Received a 404 status error: EntitlementItem doesn't exist with the given entitlement key X.",
    { kind: 'already-gone' },
    null,
  ],
  [
    'Received a 404 status error: the GROUP assignee 9067 was not found in directory d-9067',
    { kind: 'principal-not-found' },
    /provisioned from Entra/,
  ],
  [
    'Received a 404 status error: Not supported policy arn:aws:iam::111122223333:policy/teams/Deploy.',
    { kind: 'policy-missing', policy: 'Deploy' },
    /create the customer managed policy Deploy in account dev \(111122223333\)/,
  ],
  [
    'Not supported policy',
    { kind: 'policy-missing', policy: null },
    /that the permission set names/,
  ],
  ['Received a 404 status error: Assignment not found.', { kind: 'nothing-to-provision' }, null],
  [
    'Cannot exceed quota for PoliciesPerRole: 10',
    { kind: 'too-many-policies' },
    /raise the IAM quota/,
  ],
  [
    'Received a 403 status error: Account 1 is not active.',
    { kind: 'account-suspended' },
    /leave it out/,
  ],
  ['Something else', { kind: 'other' }, null],
] as const)('%s', (text, reason, help) => {
  expect(awsReason(text)).toEqual(reason);
  const said = awsReasonHelp(awsReason(text), account) ?? 'nothing to say';
  expect(said).toMatch(help ?? /^nothing to say$/);
});
