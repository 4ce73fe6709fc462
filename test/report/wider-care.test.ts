import { describe, expect, it } from 'vitest';
import type { Plan } from '../../src/core/plan/plan.ts';
import { renderComment } from '../../src/report/render-comment.ts';
import { renderTerminal } from '../../src/report/render-terminal.ts';
import { allow, deny, policy } from '../core/policy/policies.ts';
import { account, grants, group } from './build-plan.ts';
import { peopleWith } from './people-plans.ts';
import { allButPeople, edits, inline, reach, reading, widerForOne } from './wider-plans.ts';

const frame = {
  marker: '<!-- marker -->',
  record: null,
  runUrl: null,
  repositoryUrl: null,
  isPublicRepository: false,
};

function told(plan: Plan): { readonly headline: string; readonly care: string } {
  const { body } = renderComment(plan, frame);
  const [, headline = ''] = /^(\*\*.*)$/m.exec(body) ?? [];
  const care = body.split('\n').filter((line) => line.startsWith('> '));
  return { headline, care: care.join('\n') };
}

const conditioned = { Condition: { Bool: { 'aws:MultiFactorAuthPresent': 'true' } } };

describe('an edit of a permission set by which people can do more', () => {
  it('is in the headline and in what needs care, with whom it reaches', () => {
    const { headline, care } = told(widerForOne);
    expect(headline).toBe(
      '**Merging this lets 2 people do more in 2 accounts.** It changes 1 permission set.',
    );
    expect(care).toMatch(/^> \[!CAUTION\]/);
    expect(care).toMatch(
      /\*\*Wider policy:\*\* `S` gains [\d,]+ permissions-management and [\d,]+ write actions on every resource; .*\*\*everything but\*\* `account:\*`.* · reaches 2 people in 2 accounts$/,
    );
    const terminal = renderTerminal(widerForOne, { color: false });
    expect(terminal).toContain('Merging this lets 2 people do more in 2 accounts.');
    expect(terminal).toMatch(/wider policy: gains .* · reaches 2 people in 2 accounts/);
  });

  it.each([
    [
      'a Deny that goes',
      inline(policy(allow('s3:*'), deny('s3:GetObject')), policy(allow('s3:*'))),
      'denies less of `s3:GetObject` (read)',
    ],
    [
      'a condition that goes',
      inline(policy(allow('s3:GetObject', '*', conditioned)), reading),
      'drops the condition on `aws:MultiFactorAuthPresent`',
    ],
    [
      'a Deny that others need',
      inline(policy(deny('s3:PutObject')), policy(deny('s3:GetObject'))),
      'denies no longer `s3:PutObject` (write), which other policies of the set may allow',
    ],
    [
      'an action that no list knows',
      inline(reading, policy(allow(['s3:GetObject', 'brandnew:Start']))),
      'may gain `brandnew:Start`, not known here',
    ],
    [
      'a text that nobody understands',
      inline(reading, '{"Statement":[{"Effect":"Permit"}]}'),
      'cannot be understood',
    ],
    [
      'less that is still denied',
      inline(
        policy(allow('s3:*'), deny('s3:DeleteBucket')),
        policy(allow('s3:*'), deny('s3:DeleteBucket', 'arn:aws:s3:::prod-*')),
      ),
      'on every resource but for what is still denied',
    ],
  ] as const)('is told by %s', (_, edit, words) => {
    expect(told(edits({ S: edit }, [reach('S')])).care).toContain(words);
  });

  it.each([
    ['reading more', inline(reading, policy(allow(['s3:GetObject', 's3:List*'])))],
    ['doing less', inline(policy(allow('s3:*')), reading)],
    [
      'reading by a policy of AWS',
      [{ managedPolicies: [] }, { managedPolicies: ['arn:aws:iam::aws:policy/ReadOnlyAccess'] }],
    ],
    ['a session that is little longer', [{ sessionDuration: 3600 }, { sessionDuration: 7200 }]],
    ['another description', [{ description: 'a' }, { description: 'b' }]],
  ] as const)('is not one of %s', (_, edit) => {
    const { headline, care } = told(edits({ S: edit }, [reach('S')]));
    expect(headline).toBe('**Merging this changes 1 permission set.**');
    expect(care).toBe('');
  });

  it('stays out of the headline where nobody holds it, and is no danger yet', () => {
    const { headline, care } = told(
      edits({ S: allButPeople }, [reach('S', { people: 0, accounts: 0 })]),
    );
    expect(headline).toBe('**Merging this changes 1 permission set.**');
    expect(care).toMatch(/^> \[!WARNING\]/);
    expect(care).toMatch(/ · nobody holds it$/);
  });

  it('says no more of people than is known of them', () => {
    const headline = (plan: Plan): string => told(plan).headline;
    expect(headline(edits({ S: allButPeople }, null))).toContain(
      'lets people do more in 2 accounts.',
    );
    expect(headline(edits({ S: allButPeople }, [reach('S', { unknown: 1 })]))).toContain(
      'lets at least 2 people do more in 2 accounts',
    );
    expect(headline(edits({ S: allButPeople }, [reach('S', { people: 0, unknown: 1 })]))).toContain(
      'lets people do more in 2 accounts',
    );
    expect(
      headline(
        edits({ S: allButPeople, T: allButPeople }, [reach('S'), reach('T', { people: 31 })]),
      ),
    ).toContain('lets at least 31 people do more by 2 permission sets');
  });

  it('comes after who gains access in the headline', () => {
    const gaining = grants(group('Team'), 'Other', [account('payments-dev', 1)]);
    const plan = {
      ...widerForOne,
      operations: [...widerForOne.operations, ...gaining],
      people: peopleWith([], { gain: 3 }, { reach: [reach('S')] }),
    };
    expect(told(plan).headline).toContain(
      '**Merging this gives 3 people access; 2 people can do more in 2 accounts.**',
    );
    expect(told({ ...plan, people: null }).headline).toContain('grants 1 assignment');
  });

  it('tells of administrators only what limited them', () => {
    const limit = { kind: 'aws-managed', arn: 'arn:aws:iam::aws:policy/PowerUserAccess' } as const;
    const [before, after] = allButPeople;
    const edit = [
      { ...before, permissionsBoundary: limit },
      { ...after, permissionsBoundary: null },
    ] as const;
    const { care } = told(edits({ S: edit }, [reach('S')], ['S']));
    expect(care).toContain('**Administrator access:**');
    expect(care).toMatch(
      /\*\*Wider policy:\*\* `S` removes the permissions boundary `[^`]*PowerUserAccess` · /,
    );
    expect(told(edits({ S: allButPeople }, [reach('S')], ['S'])).care).not.toContain(
      'Wider policy',
    );
  });

  it('is one line a set, and folded where there are many', () => {
    const names = Array.from({ length: 12 }, (_, index) => `Set${index}`);
    const many = Object.fromEntries(names.map((name) => [name, allButPeople]));
    const { care } = told(
      edits(
        many,
        names.map((name) => reach(name)),
      ),
    );
    expect(care.split('\n').filter((line) => line.includes('Wider policy'))).toHaveLength(6);
    expect(care).toContain('**Wider policy:** … and 7 more, under “Permission sets”');
  });
});
