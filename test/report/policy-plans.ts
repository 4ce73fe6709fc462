import type { Plan } from '../../src/core/plan/plan.ts';
import { allow, deny, policy } from '../core/policy/policies.ts';
import { account, at, changeSet, plan, provision } from './build-plan.ts';

const accounts = ['payments-dev', 'payments-prod'].map((name, index) => account(name, index + 1));
const europe = { Condition: { StringEquals: { 'aws:RequestedRegion': 'eu-west-1' } } };
const place = at('access/permission-sets.yaml', 3);

function edit(before: string | null, after: string | null): Plan {
  return plan([
    changeSet('Payments', { inlinePolicy: before }, { inlinePolicy: after }, place),
    provision('Payments', accounts),
  ]);
}

const reading = allow(
  ['s3:Get*', 's3:List*'],
  ['arn:aws:s3:::payments', 'arn:aws:s3:::payments/*'],
  {
    Sid: 'Data',
  },
);

/** What a reviewer most needs to see, of each kind. */
export const widened: Plan = edit(
  policy(
    reading,
    allow(['dynamodb:*'], 'arn:aws:dynamodb:*:*:table/payments', { Sid: 'Table', ...europe }),
    allow('iam:PassRole', 'arn:aws:iam::*:role/payments-*'),
    deny('s3:DeleteBucket'),
  ),
  policy(
    { ...reading, Action: 's3:*', Resource: '*' },
    allow(['dynamodb:*'], 'arn:aws:dynamodb:*:*:table/payments', { Sid: 'Table' }),
    allow(['iam:PassRole', 'iam:PutRolePolicy', 'iam:CreateRole'], '*'),
    allow('brandnew:Start'),
  ),
);

export const narrowed: Plan = edit(
  policy(reading, allow('sqs:*')),
  policy(
    { ...reading, Resource: 'arn:aws:s3:::payments/*' },
    allow(['sqs:SendMessage', 'sqs:ReceiveMessage'], '*', europe),
    deny('s3:GetObjectVersion'),
  ),
);

/** Of a set that holds a managed policy besides, which a Deny limits. */
export const undenied: Plan = edit(
  policy(deny(['kms:ScheduleKeyDeletion', 'iam:*', 'brandnew:Stop'])),
  policy(deny('kms:ScheduleKeyDeletion'), deny('s3:DeleteBucket')),
);
/** A Deny that holds less, and one that went of what AWS may add to. */
export const lessDenied: Plan = edit(
  policy(allow('s3:*'), deny(['s3:DeleteBucket', 's3:Put*'])),
  policy(allow('s3:*'), deny('s3:DeleteBucket', 'arn:aws:s3:::prod-*')),
);
export const everything: Plan = edit(policy(reading), policy(allow('*')));
export const allBut: Plan = edit(
  policy(allow('*')),
  policy({ Effect: 'Allow', NotAction: ['iam:*', 'organizations:*'], Resource: '*' }),
);
export const rewritten: Plan = edit(policy(reading), policy({ ...reading, Sid: 'Files' }));
export const gone: Plan = edit(policy(reading), null);
export const unreadable: Plan = edit(
  policy(reading),
  '{"Statement":[{"Effect":"Allow","Action":{"any":"s3:*"},"Resource":"*"}]}',
);

/** With who holds it, as far as that is known. */
export const administrator: Plan = {
  ...plan([
    changeSet(
      'Payments',
      { managedPolicies: [], sessionDuration: 14_400 },
      {
        managedPolicies: [
          'arn:aws:iam::aws:policy/AdministratorAccess',
          'arn:aws:iam::aws:policy/SomethingNew',
        ],
        sessionDuration: 43_200,
      },
      place,
    ),
    provision('Payments', accounts),
  ]),
  people: {
    source: 'entra',
    show: 'counts',
    counts: {
      gain: 31,
      lose: 0,
      keep: 0,
      gainAdministrator: 31,
      administratorAccounts: 2,
      loseLastWayIn: 0,
    },
    changes: [],
    applications: [],
    leftOut: 0,
    unnamed: 0,
    reach: [
      {
        permissionSet: 'Payments',
        people: 31,
        accounts: 2,
        unknown: 1,
        becomesAdministrator: 'it holds the AWS managed policy AdministratorAccess',
      },
    ],
    unknown: [],
    nested: [],
    netOf: 'aws',
  },
};
