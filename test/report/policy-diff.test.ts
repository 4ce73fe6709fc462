import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { lineDiff } from '../../src/report/line-diff.ts';
import { policyDiff } from '../../src/report/policy-diff.ts';

describe('policyDiff', () => {
  it('shows what changes with what is around it', () => {
    const before = '{"Statement":[{"Action":"s3:GetObject","Effect":"Allow"}]}';
    const { lines, added, removed } = policyDiff(before, before.replace('Get', 'Put'));
    expect(lines.join('\n')).toBe(
      [
        '  {',
        '    "Statement": [',
        '      {',
        '-       "Action": "s3:GetObject",',
        '+       "Action": "s3:PutObject",',
        '        "Effect": "Allow"',
        '      }',
        '    ]',
        '  …',
      ].join('\n'),
    );
    expect([added, removed]).toEqual([1, 1]);
  });

  it('takes what is no JSON as it is', () => {
    expect(policyDiff(null, 'not json').lines).toEqual(['+ not json']);
    expect(policyDiff('{}', null).lines).toEqual(['- {}']);
  });
});

describe('lineDiff', () => {
  it('gives both texts back', () => {
    const text = fc.array(fc.constantFrom('a', 'b', 'c'), { maxLength: 12 });
    fc.assert(
      fc.property(text, text, (before, after) => {
        const lines = lineDiff(before, after);
        const side = (other: string): string[] =>
          lines.filter(([sign]) => sign !== other).map(([, line]) => line);
        expect(side('+')).toEqual(before);
        expect(side('-')).toEqual(after);
      }),
    );
  });

  it('tells very long texts as replaced', () => {
    const long = Array.from({ length: 4000 }, (_, index) => `line ${index}`);
    expect(lineDiff(long, long)).toHaveLength(8000);
  });
});
