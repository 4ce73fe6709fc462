import { describe, expect, it } from 'vitest';
import { comparePolicies } from '../../../src/core/policy/compare-policies.ts';
import { allow, deny, policy } from './policies.ts';

const bucket = 'arn:aws:s3:::payroll/*';
const inEurope = { Condition: { StringEquals: { 'aws:RequestedRegion': 'eu-west-1' } } };

function told(before: string | null, after: string | null) {
  const { gained, lost, wider, narrower, different, ...rest } = comparePolicies(before, after);
  const names = { gained, lost, wider, narrower, different };
  return {
    ...Object.fromEntries(
      Object.entries(names).map(([key, actions]) => [key, actions.map(({ name }) => name)]),
    ),
    ...rest,
  };
}

const nothing = { gained: [], lost: [], wider: [], narrower: [], different: [], open: [] };

describe('comparePolicies', () => {
  it('says what a new policy lets do, the most dangerous first', () => {
    const after = policy(allow(['s3:GetObject', 's3:PutObject', 's3:PutBucketPolicy'], bucket));
    expect(told(null, after)).toMatchObject({
      gained: ['s3:PutBucketPolicy', 's3:PutObject', 's3:GetObject'],
      unlimited: { gained: [], wider: [] },
      statements: [{ kind: 'added', place: 1 }],
    });
    expect(told(after, null)).toMatchObject({
      lost: ['s3:PutBucketPolicy', 's3:PutObject', 's3:GetObject'],
      statements: [{ kind: 'removed', place: 1 }],
    });
  });

  it('takes away what is denied everywhere, whatever the case of its letters', () => {
    const before = policy(allow(['sqs:SendMessage', 'sqs:PurgeQueue']));
    const after = policy(allow(['sqs:SendMessage', 'sqs:PurgeQueue']), deny('SQS:purge*'));
    expect(told(before, after)).toMatchObject({ ...nothing, lost: ['sqs:PurgeQueue'] });
    expect(told(after, before)).toMatchObject({ gained: ['sqs:PurgeQueue'] });
  });

  it('tells what is denied no longer, for other policies of the permission set may allow it', () => {
    const before = policy(allow('s3:GetObject'), deny(['sqs:PurgeQueue', 'brandnew:Stop']));
    const after = policy(allow('s3:GetObject'), deny('sqs:PurgeQueue', '*', inEurope));
    expect(told(before, after)).toMatchObject({
      ...nothing,
      undenied: [{ name: 'sqs:PurgeQueue' }],
      denied: [],
      unknown: { gained: [], lost: [], undenied: ['brandnew:Stop'] },
    });
    expect(told(after, before)).toMatchObject({
      undenied: [],
      denied: [{ name: 'sqs:PurgeQueue' }],
    });
  });

  it('counts a Deny under a condition as less, and its end as more, never as nothing', () => {
    const before = policy(allow('sqs:PurgeQueue'));
    const after = policy(allow('sqs:PurgeQueue'), deny('sqs:PurgeQueue', '*', inEurope));
    expect(told(before, after)).toMatchObject({ ...nothing, narrower: ['sqs:PurgeQueue'] });
    expect(told(after, before)).toMatchObject({ ...nothing, wider: ['sqs:PurgeQueue'] });
  });

  it('tells more resources, fewer and others apart', () => {
    const on = (...resources: string[]) => policy(allow('s3:GetObject', resources));
    const [one, two] = [bucket, 'arn:aws:s3:::plans/*'];
    const action = ['s3:GetObject'];
    expect(told(on(one), on(one, two))).toMatchObject({ ...nothing, wider: action });
    expect(told(on(one, two), on(two))).toMatchObject({ ...nothing, narrower: action });
    expect(told(on(one), on(two))).toMatchObject({ ...nothing, different: action });
    expect(told(on(one), on('*'))).toMatchObject({
      unlimited: { wider: [{ name: 's3:GetObject' }] },
    });
    expect(told(on(one), on('arn:aws:s3:::payroll/2026/*'))).toMatchObject({ narrower: action });
  });

  it('tells a condition that goes as more, and one that is stricter as less', () => {
    const free = policy(allow('s3:GetObject', bucket));
    const bound = policy(allow('s3:GetObject', bucket, inEurope));
    const twice = policy(
      allow('s3:GetObject', bucket, {
        Condition: { StringEquals: { 'aws:RequestedRegion': ['eu-west-1', 'eu-west-2'] } },
      }),
    );
    expect(told(bound, free)).toMatchObject({ ...nothing, wider: ['s3:GetObject'] });
    expect(told(twice, bound)).toMatchObject({ ...nothing, narrower: ['s3:GetObject'] });
    expect(told(bound, twice)).toMatchObject({ ...nothing, wider: ['s3:GetObject'] });
  });

  it('says that a wildcard reaches what AWS adds later, also where every known action was allowed', () => {
    const before = policy(allow(['sqs:*'], '*', inEurope));
    expect(told(before, policy(allow('sqs:*')))).toMatchObject({
      open: [{ kind: 'pattern', pattern: 'sqs:*', isNew: false }],
    });
    const listed = comparePolicies(null, policy(allow('sqs:*'))).gained.map(({ name }) => name);
    expect(told(policy(allow(listed)), policy(allow('sqs:*')))).toMatchObject({
      ...nothing,
      open: [{ kind: 'pattern', pattern: 'sqs:*', isNew: true }],
    });
    expect(told(policy(allow('sqs:*')), policy(allow(['sqs:*', 'sqs:Send*'])))).toMatchObject(
      nothing,
    );
  });

  it('tells what a Deny still holds of what is gained or on more', () => {
    const all = allow('s3:*');
    const before = policy(all, deny('s3:DeleteBucket'));
    const narrower = policy(all, deny('s3:DeleteBucket', 'arn:aws:s3:::prod-*'));
    const action = [{ name: 's3:DeleteBucket' }];
    expect(told(before, narrower)).toMatchObject({
      gained: ['s3:DeleteBucket'],
      unlimited: { gained: action },
      stillDenied: action,
    });
    expect(told(before, policy(all, deny('s3:DeleteBucket', '*', inEurope)))).toMatchObject({
      stillDenied: action,
    });
    expect(told(before, policy(all))).toMatchObject({ stillDenied: [] });
    const payroll = deny('s3:DeleteBucket', bucket);
    const more = policy(all, payroll);
    expect(told(policy(allow('s3:*', bucket), payroll), more)).toMatchObject({
      stillDenied: action,
    });
  });

  it('tells which Deny and which conditions went of what more is allowed of', () => {
    const all = policy(allow('s3:*'));
    expect(told(policy(allow('s3:*'), deny('s3:GetObject')), all)).toMatchObject({
      lessDenied: [{ name: 's3:GetObject' }],
      droppedConditions: [],
    });
    expect(told(policy(allow('s3:*'), deny('sqs:SendMessage')), all)).toMatchObject({
      lessDenied: [],
    });
    const twice = { ...inEurope.Condition.StringEquals, 'aws:PrincipalTag/team': 'payments' };
    const before = policy(
      allow('s3:GetObject', bucket, { Sid: 'A', Condition: { StringEquals: twice } }),
    );
    const after = (...more: Parameters<typeof allow>[]) =>
      policy(
        allow('s3:GetObject', bucket, { Sid: 'B', ...inEurope }),
        ...more.map((one) => allow(...one)),
      );
    expect(told(before, after())).toMatchObject({ droppedConditions: ['aws:PrincipalTag/team'] });
    expect(told(before, after(['s3:GetObject', bucket]))).toMatchObject({
      droppedConditions: ['aws:PrincipalTag/team', 'aws:RequestedRegion'],
    });
    expect(told(policy(allow('s3:GetObject', bucket, inEurope)), after())).toMatchObject({
      droppedConditions: [],
    });
  });

  it('says that a wildcard takes in what AWS adds later only as far as that is new', () => {
    const all = allow('s3:*');
    const open = (before: string | null, after: string) => told(before, after)['open'];
    const gone = policy(all);
    expect(open(policy(all, deny('s3:DeleteBucket')), gone)).toEqual([]);
    expect(
      open(
        policy(all, deny(['s3:Delete*', 's3:PutObject'])),
        policy(all, deny('s3:Delete*', '*', inEurope)),
      ),
    ).toEqual([{ kind: 'pattern', pattern: 's3:Delete*', isNew: true }]);
    expect(open(policy(all, deny('s3:Delete*', bucket)), gone)).toEqual([
      { kind: 'pattern', pattern: 's3:Delete*', isNew: false },
    ]);
    expect(open(policy(all, deny('*')), gone)).toEqual([
      { kind: 'pattern', pattern: 's3:*', isNew: true },
    ]);
    expect(open(policy(allow('s3:*', bucket)), gone)).toEqual([
      { kind: 'pattern', pattern: 's3:*', isNew: false },
    ]);
    const most = { Effect: 'Allow' as const, NotAction: 'iam:*', Resource: '*' };
    expect(open(policy(most, deny('s3:DeleteBucket')), policy(most))).toEqual([]);
    expect(open(policy(most, deny('s3:Delete*')), policy(most))).toEqual([
      { kind: 'pattern', pattern: 's3:Delete*', isNew: true },
    ]);
  });

  it('tells an action that nobody listed as gained where a wildcard allows what was denied', () => {
    const all = allow('brandnew:*');
    const known = allow('s3:*');
    expect(told(policy(known, deny('s3:BrandNew')), policy(known))).toMatchObject({
      open: [],
      unknown: { gained: ['s3:BrandNew'], undenied: [] },
    });
    expect(told(policy(all, deny('brandnew:Stop')), policy(all))).toMatchObject({
      unknown: { gained: ['brandnew:Stop'], undenied: [] },
    });
  });

  it('weighs everything but some as all the rest', () => {
    const all = policy(allow('*'));
    const most = policy({
      Effect: 'Allow',
      NotAction: ['iam:*', 'organizations:*'],
      Resource: '*',
    });
    const lost = comparePolicies(all, most).lost;
    expect(new Set(lost.map(({ service }) => service))).toEqual(new Set(['iam', 'organizations']));
    expect(told(all, most)).toMatchObject({ gained: [], wider: [], different: [], open: [] });
    const back = comparePolicies(most, all);
    expect([back.everything, comparePolicies(all, all).everything]).toEqual([true, false]);
    expect(back.gained).toHaveLength(lost.length);
    expect(back.open).toEqual([{ kind: 'pattern', pattern: '*', isNew: true }]);
    expect(comparePolicies(null, most).open).toEqual([
      { kind: 'all-but', patterns: ['iam:*', 'organizations:*'], isNew: true },
    ]);
  });

  it('keeps actions that nobody listed as they are written', () => {
    const before = policy(allow(['s3:GetObject', 'brandnew:Start'], bucket));
    const after = policy(allow(['s3:GetObject', 'BrandNew:*'], bucket));
    expect(told(before, after)).toMatchObject({
      ...nothing,
      unknown: { gained: ['BrandNew:*'], lost: ['brandnew:Start'] },
    });
    expect(told(after, policy(allow(['brandnew:Stop', 's3:GetObject'], bucket)))).toMatchObject({
      unknown: { gained: [], lost: ['BrandNew:*'] },
    });
  });

  it('says so where a policy cannot be understood', () => {
    const good = policy(allow('s3:GetObject'));
    expect(told('nonsense', good)).toMatchObject({
      readable: { before: false, after: true },
      gained: ['s3:GetObject'],
    });
    expect(
      told(good, '{"Statement":[{"Effect":"Permit","Action":"*","Resource":"*"}]}'),
    ).toMatchObject({ readable: { before: true, after: false } });
    const strange = Array.from({ length: 50 }, (_, index) => `*${index}*:Get*`);
    expect(told(null, policy(allow(strange)))).toMatchObject({ readable: { after: false } });
  });

  it.each(['{"StringEquals":{"__proto__":"x"}}', '{"__proto__":{"k":"x"}}', '{"StringEquals":{}}'])(
    'takes no Deny for one that always holds because its condition is strange: %s',
    (condition) => {
      const before = policy(deny('*'), allow('s3:GetObject'));
      const after = `{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"s3:GetObject","Resource":"*"},{"Effect":"Deny","Action":"*","Resource":"*","Condition":${condition}}]}`;
      const change = comparePolicies(before, after);
      expect(change.gained.length > 0 || !change.readable.after).toBe(true);
    },
  );

  it('takes a variable for another thing by the rules of 2008', () => {
    const home = { Statement: [allow('s3:GetObject', 'arn:aws:s3:::home/${aws:username}')] };
    const after = JSON.stringify({ ...home, Version: '2012-10-17' });
    expect(told(JSON.stringify(home), after)).toMatchObject({
      different: ['s3:GetObject'],
      version: { before: null, after: '2012-10-17' },
    });
  });

  it('weighs the largest policies that AWS takes', () => {
    const actions = Array.from({ length: 480 }, (_, index) => `ec2:*${index.toString(36)}*e*`);
    const resources = Array.from({ length: 240 }, (_, index) => `arn:aws:s3:::bucket-${index}`);
    const before = policy(...resources.map((name, index) => allow(actions[index * 2] ?? '', name)));
    const after = policy(allow(actions, resources));
    expect(comparePolicies(before, after).gained.length).toBeGreaterThan(0);
  }, 60_000);
});

describe('statements', () => {
  const statements = (before: string, after: string) => comparePolicies(before, after).statements;

  it('belong together by their Sid, wherever they stand', () => {
    const before = policy(
      allow('s3:GetObject', bucket, { Sid: 'Read' }),
      allow('s3:PutObject', bucket, { Sid: 'Write' }),
    );
    const after = policy(
      allow(['s3:PutObject', 's3:DeleteObject'], bucket, { Sid: 'Write' }),
      allow('s3:GetObject', bucket, { Sid: 'Read' }),
    );
    expect(statements(before, after)).toMatchObject([
      {
        kind: 'changed',
        place: 1,
        differences: [
          { element: 'actions', kind: 'only', added: ['s3:DeleteObject'], removed: [] },
        ],
      },
    ]);
  });

  it('belong together by what they have in common where they have no Sid', () => {
    const before = policy(allow(['s3:Get*', 's3:List*'], bucket), allow('sqs:SendMessage'));
    const after = policy(
      allow('sqs:SendMessage', '*', inEurope),
      allow('s3:*', bucket),
      deny('dynamodb:DeleteTable'),
    );
    expect(statements(before, after)).toMatchObject([
      {
        kind: 'changed',
        place: 1,
        differences: [
          {
            element: 'conditions',
            added: [
              { operator: 'StringEquals', key: 'aws:RequestedRegion', values: ['eu-west-1'] },
            ],
          },
        ],
      },
      {
        kind: 'changed',
        place: 2,
        differences: [{ element: 'actions', added: ['s3:*'], removed: ['s3:Get*', 's3:List*'] }],
      },
      { kind: 'added', place: 3, statement: { effect: 'Deny' } },
    ]);
  });

  it('say when one turns from what it names to all but that, and from Deny to Allow', () => {
    const before = policy(allow('s3:*', '*', { Sid: 'A' }), deny('sqs:*', '*', { Sid: 'B' }));
    const after = policy(
      { Sid: 'A', Effect: 'Allow', NotAction: 's3:*', Resource: '*' },
      allow('sqs:*', '*', { Sid: 'B' }),
    );
    expect(statements(before, after)).toMatchObject([
      {
        differences: [
          { element: 'turned-actions', from: { kind: 'only' }, to: { kind: 'except' } },
        ],
      },
      { differences: [{ element: 'effect', from: 'Deny', to: 'Allow' }] },
    ]);
  });
});
