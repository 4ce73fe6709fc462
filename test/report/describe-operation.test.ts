import { describe, expect, it } from 'vitest';
import { describeOperation } from '../../src/report/describe-operation.ts';
import {
  account,
  changeAttributes,
  changeSet,
  grants,
  group,
  inEntra,
  onApplication,
  provision,
  revokes,
  user,
} from './build-plan.ts';

const dev = account('payments-dev', 111122223333);
const developers = group('Payments-Developers');

describe('describeOperation', () => {
  it.each([
    [
      grants(developers, 'DeveloperAccess', [dev]),
      'grant Payments-Developers (group) DeveloperAccess on payments-dev (111122223333)',
    ],
    [
      revokes(user('jane@example.com'), 'ViewOnly', [dev]),
      'revoke ViewOnly on payments-dev (111122223333) from jane@example.com (user)',
    ],
    [[changeSet('ViewOnly', null, {})], 'create permission set ViewOnly'],
    [[changeSet('ViewOnly', {}, {})], 'update permission set ViewOnly'],
    [[changeSet('ViewOnly', {}, null)], 'delete permission set ViewOnly'],
    [[provision('ViewOnly', [dev])], 'provision permission set ViewOnly to 1 account'],
    [
      [inEntra('assign-group-to-application', developers)],
      'assign group Payments-Developers to the enterprise application',
    ],
    [
      [inEntra('provision-group', developers)],
      'provision group Payments-Developers from Entra ID to AWS',
    ],
    [
      [inEntra('unassign-group-from-application', developers)],
      'unassign group Payments-Developers from the enterprise application',
    ],
    [
      [onApplication('assign-application', developers, 'Payroll')],
      'assign Payments-Developers (group) to application Payroll',
    ],
    [
      [onApplication('unassign-application', user('jane@example.com'), 'Payroll')],
      'unassign jane@example.com (user) from application Payroll',
    ],
    [[changeAttributes(null, {})], 'update the attributes for access control'],
  ])('%#', (operations, expected) => {
    expect(operations.map((operation) => describeOperation(operation))).toEqual([expected]);
  });

  it('names no person where people must not be named', () => {
    const [operation] = grants(user('jane@example.com'), 'ViewOnly', [dev]);
    expect(operation && describeOperation(operation, true)).toBe(
      'grant a person ViewOnly on payments-dev (111122223333)',
    );
  });
});
