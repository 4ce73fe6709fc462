import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { knownActions } from '../../../src/core/policy/actions/known-actions.ts';
import { expandAction, expandActions, hasFlag } from '../../../src/core/policy/expand-actions.ts';

const list = knownActions();
const names = list.actions.map(({ name }) => name);

/** As IAM says it: a star is any run of characters, a question mark one, and case counts for nothing. */
function bruteForce(pattern: string): string[] {
  const escaped = pattern.replaceAll(/[.+^${}()|[\]\\]/g, String.raw`\$&`);
  const expression = escaped.replaceAll('*', '.*').replaceAll('?', '.');
  const test = new RegExp(`^${expression}$`, 'is');
  return names.filter((name) => test.test(name));
}

const found = (pattern: string): string[] => expandAction(pattern, list).map(({ name }) => name);

describe('the list of actions', () => {
  it('names each action once, with its level', () => {
    expect(list.byKey.size).toBe(list.actions.length);
    expect(list.actions.length).toBeGreaterThan(20_000);
    expect(list.byKey.get('s3:putbucketpolicy')).toMatchObject({
      name: 's3:PutBucketPolicy',
      service: 's3',
      level: 'Permissions management',
    });
    expect(list.byKey.get('iam:passrole')?.level).toBe('Write');
    expect(list.byKey.get('s3:getobject')?.level).toBe('Read');
    expect(list.byKey.get('s3:listbucket')?.level).toBe('List');
    expect(list.byKey.get('ec2:createtags')?.level).toBe('Tagging');
  });
});

describe('expandAction', () => {
  it.each([
    ['s3:GetObject', ['s3:GetObject']],
    ['S3:getobject', ['s3:GetObject']],
    [
      'sqs:*MessageBatch',
      ['sqs:ChangeMessageVisibilityBatch', 'sqs:DeleteMessageBatch', 'sqs:SendMessageBatch'],
    ],
    ['nothing:Here', []],
    ['s3', []],
    ['', []],
  ])('takes %s for what it takes in', (pattern, expected) => {
    const batches = expected.filter((name) => names.includes(name));
    expect(found(pattern)).toEqual(batches);
  });

  it('takes in what a regular expression of the same meaning does, for any pattern', () => {
    const fromName = fc
      .tuple(
        fc.constantFrom(...names),
        fc.array(fc.tuple(fc.nat(60), fc.nat(8), fc.constantFrom('*', '?', '**', '', '?*', 'x')), {
          maxLength: 3,
        }),
      )
      .map(([name, edits]) =>
        edits.reduce(
          (text, [at, length, by]) => text.slice(0, at) + by + text.slice(at + length),
          name,
        ),
      );
    fc.assert(
      fc.property(fromName, (pattern) => {
        expect(found(pattern)).toEqual(bruteForce(pattern));
      }),
      { numRuns: 300 },
    );
  });

  it('takes all but what is named as all but that', () => {
    const flags = expandActions({ kind: 'except', patterns: ['iam:*', 'S3:*'] }, list);
    const rest = list.actions.filter((action) => hasFlag(flags, action));
    expect(rest.some(({ service }) => service === 'iam' || service === 's3')).toBe(false);
    expect(rest.length + found('iam:*').length + found('s3:*').length).toBe(names.length);
  });
});
