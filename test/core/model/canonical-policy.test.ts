import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { canonicalPolicy, canonicalPolicyText } from '../../../src/core/model/canonical-policy.ts';

describe('canonicalPolicy', () => {
  it('gives policies of one meaning one text', () => {
    const short = {
      Version: '2012-10-17',
      Statement: {
        Effect: 'Allow',
        Action: 's3:GetObject',
        Resource: ['b', 'a'],
        Condition: { StringEquals: { 'aws:RequestedRegion': ['eu-west-1'] } },
      },
    };
    const long = {
      Statement: [
        {
          Condition: { StringEquals: { 'aws:RequestedRegion': 'eu-west-1' } },
          Resource: ['a', 'b', 'a'],
          Action: ['s3:GetObject'],
          Effect: 'Allow',
        },
      ],
      Version: '2012-10-17',
    };
    expect(canonicalPolicy(short)).toBe(canonicalPolicy(long));
    expect(canonicalPolicyText(JSON.stringify(long, null, 4))).toBe(canonicalPolicy(short));
  });

  it('keeps the order of statements and lists that are not known to be sets', () => {
    const text = canonicalPolicy({ Statement: [{ Sid: 'B' }, { Sid: 'A' }], Other: ['b', 'a'] });
    expect(text).toBe('{"Other":["b","a"],"Statement":[{"Sid":"B"},{"Sid":"A"}]}');
  });

  it('keeps a key called __proto__ as a key', () => {
    const text = '{"Statement":[{"Condition":{"__proto__":{"a":"b"}}}]}';
    expect(canonicalPolicyText(text)).toBe(text);
  });

  it.each(['', 'not json', '{"a":', `${'['.repeat(20_000)}${']'.repeat(20_000)}`])(
    'keeps text that it cannot read',
    (text) => {
      expect(canonicalPolicyText(text)).toBe(text);
    },
  );

  const strings = fc.constantFrom('a', 'b', 's3:*', '*');
  const oneOrMany = fc.oneof(strings, fc.array(strings, { maxLength: 3 }), fc.jsonValue());
  const statement = fc.record(
    {
      Sid: strings,
      Effect: strings,
      Action: oneOrMany,
      NotResource: oneOrMany,
      Principal: fc.oneof(strings, fc.dictionary(strings, oneOrMany)),
      Condition: fc.oneof(fc.dictionary(strings, fc.dictionary(strings, oneOrMany)), oneOrMany),
    },
    { requiredKeys: [] },
  );
  const policy = fc.oneof(
    fc.record({ Version: strings, Statement: fc.oneof(statement, fc.array(statement)) }),
    fc.jsonValue(),
  );

  it('is its own canonical form', () => {
    fc.assert(
      fc.property(policy, (value) => {
        const text = canonicalPolicy(value);
        expect(canonicalPolicyText(text)).toBe(text);
      }),
    );
  });

  it('does not see the order of keys', () => {
    fc.assert(
      fc.property(policy, (value) => {
        expect(canonicalPolicy(reversed(value))).toBe(canonicalPolicy(value));
      }),
    );
  });
});

function reversed(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(reversed);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .toReversed()
      .map(([key, member]) => [key, reversed(member)]),
  );
}
