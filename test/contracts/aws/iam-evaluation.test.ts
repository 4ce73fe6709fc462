import { describe, expect, test } from 'vitest';
import { evaluate } from '../../../src/simulator/aws/iam/evaluate.ts';
import { parsePolicyDocument } from '../../../src/simulator/aws/iam/policy-document.ts';

type Statement = Readonly<Record<string, unknown>>;

const policy = (...Statement: readonly Statement[]) => ({ Version: '2012-10-17', Statement });
const allow = (Action: string, Resource: string) => ({ Effect: 'Allow', Action, Resource });

describe('how IAM evaluates', () => {
  const context = (values: Readonly<Record<string, readonly string[]>>) =>
    new Map(Object.entries(values).map(([name, value]) => [name.toLowerCase(), value]));
  const says = (
    statements: readonly Statement[],
    values: Readonly<Record<string, readonly string[]>> = {},
    arn = 'arn:aws:sso:::account/111122223333',
    action = 'sso:ListAccountAssignments',
  ): string =>
    evaluate([parsePolicyDocument(policy(...statements))], action, [
      { arn, context: context(values) },
    ]).kind;
  const holds = (
    Condition: Record<string, unknown>,
    values: Readonly<Record<string, readonly string[]>>,
  ) => says([{ Effect: 'Allow', Action: '*', Resource: '*', Condition }], values) === 'allowed';

  test.each([
    ['sso:ListAccountAssignments', 'arn:aws:sso:::account/111122223333', true],
    ['SSO:listaccount*', 'arn:aws:sso:::account/*', true],
    ['sso:List?ccountAssignments', 'arn:*:sso:::account/1111????3333', true],
    ['*', '*', true],
    ['sso:ListAccountAssignment', '*', false],
    ['sso:*', 'arn:aws:sso:::ACCOUNT/*', false],
    ['sso:*', 'arn:aws:*/111122223333', false],
    ['identitystore:*', '*', false],
    ['sso:*', 'arn:aws:sso:::account/11112222333.', false],
  ])('action %s on %s: %s', (Action, Resource, expected) => {
    expect(says([{ Effect: 'Allow', Action, Resource }]) === 'allowed').toBe(expected);
  });

  test('NotAction and NotResource are everything else', () => {
    expect(says([{ Effect: 'Allow', NotAction: 'iam:*', Resource: '*' }])).toBe('allowed');
    expect(says([{ Effect: 'Allow', NotAction: 'sso:*', Resource: '*' }])).toBe('implicit-deny');
    const everyOther = { Effect: 'Deny', Action: '*', NotResource: 'arn:aws:sso:::account/1*' };
    expect(says([allow('*', '*'), everyOther])).toBe('allowed');
    expect(says([allow('*', '*'), everyOther], {}, 'arn:aws:sso:::account/2')).toBe(
      'explicit-deny',
    );
  });

  const tagged = { 'aws:ResourceTag/team': ['platform'] };
  test.each<
    [string, Record<string, unknown>, Readonly<Record<string, readonly string[]>>, boolean]
  >([
    ['equal text', { StringEquals: { 'aws:ResourceTag/team': ['a', 'platform'] } }, tagged, true],
    [
      'text in other letters',
      { StringEquals: { 'aws:ResourceTag/team': 'Platform' } },
      tagged,
      false,
    ],
    [
      'other letters where they do not matter',
      { StringEqualsIgnoreCase: { 'aws:ResourceTag/team': 'Platform' } },
      tagged,
      true,
    ],
    ['a pattern', { StringLike: { 'aws:ResourceTag/team': 'plat*' } }, tagged, true],
    [
      'no pattern in StringEquals',
      { StringEquals: { 'aws:ResourceTag/team': 'plat*' } },
      tagged,
      false,
    ],
    [
      'a key in other letters',
      { StringEquals: { 'AWS:resourcetag/TEAM': 'platform' } },
      tagged,
      true,
    ],
    ['a key that is missing', { StringEquals: { 'aws:ResourceTag/team': 'platform' } }, {}, false],
    [
      'a missing key, if it must not be there',
      { StringEqualsIfExists: { 'aws:ResourceTag/team': 'platform' } },
      {},
      true,
    ],
    ['another text', { StringNotEquals: { 'aws:ResourceTag/team': ['a', 'b'] } }, tagged, true],
    [
      'one of the texts that it must not be',
      { StringNotEquals: { 'aws:ResourceTag/team': ['a', 'platform'] } },
      tagged,
      false,
    ],
    [
      'a missing key that must not be equal',
      { StringNotEquals: { 'aws:ResourceTag/team': 'platform' } },
      {},
      true,
    ],
    ['no key where none must be', { Null: { 'aws:ResourceTag/team': 'true' } }, {}, true],
    ['a key where none must be', { Null: { 'aws:ResourceTag/team': true } }, tagged, false],
    ['a key where one must be', { Null: { 'aws:ResourceTag/team': 'false' } }, tagged, true],
    [
      'all keys among those that may',
      { 'ForAllValues:StringEquals': { 'aws:TagKeys': ['a', 'b'] } },
      { 'aws:TagKeys': ['a', 'b'] },
      true,
    ],
    [
      'one key more',
      { 'ForAllValues:StringEquals': { 'aws:TagKeys': ['a', 'b'] } },
      { 'aws:TagKeys': ['a', 'c'] },
      false,
    ],
    ['all of no keys', { 'ForAllValues:StringEquals': { 'aws:TagKeys': ['a'] } }, {}, true],
    ['any of no keys', { 'ForAnyValue:StringEquals': { 'aws:TagKeys': ['a'] } }, {}, false],
    [
      'any key',
      { 'ForAnyValue:StringLike': { 'aws:TagKeys': ['a*'] } },
      { 'aws:TagKeys': ['b', 'ab'] },
      true,
    ],
    [
      'two operators of which one fails',
      {
        StringEquals: { 'aws:ResourceTag/team': 'platform' },
        Null: { 'aws:ResourceTag/team': 'true' },
      },
      tagged,
      false,
    ],
    [
      'two keys of which one fails',
      { StringEquals: { 'aws:ResourceTag/team': 'platform', 'aws:ResourceTag/stage': 'dev' } },
      tagged,
      false,
    ],
  ])('a condition on %s', (_what, condition, values, expected) => {
    expect(holds(condition, values)).toBe(expected);
  });

  test('what is not simulated is an error and no answer', () => {
    expect(() => holds({ NumericLessThan: { 'aws:Age': '1' } }, {})).toThrow('NumericLessThan');
    expect(() => holds({ StringEquals: { 'aws:TagKeys': 'a' } }, {})).toThrow('ForAllValues');
    expect(() => parsePolicyDocument(policy(allow('*', 'arn:aws:s3:::${aws:username}')))).toThrow(
      'variables',
    );
    expect(() => parsePolicyDocument(policy({ Effect: 'Allow', Action: '*' }))).toThrow('Resource');
    expect(() => parsePolicyDocument(policy({ ...allow('*', '*'), Principal: '*' }))).toThrow(
      'Principal',
    );
  });
});
