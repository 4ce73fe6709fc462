import type { PermissionSetFields } from '../../src/core/plan/operation.ts';
import type { Plan } from '../../src/core/plan/plan.ts';
import type { SetReach } from '../../src/core/plan/plan-people.ts';
import { allow, deny, policy } from '../core/policy/policies.ts';
import { account, administrator, at, changeSet, plan, provision } from './build-plan.ts';
import { peopleWith } from './people-plans.ts';

const accounts = ['payments-dev', 'payments-prod'].map((name, index) => account(name, index + 1));

export type Edit = readonly [before: PermissionSetFields, after: PermissionSetFields];

export function reach(permissionSet: string, more: Partial<SetReach> = {}): SetReach {
  const told = { people: 2, accounts: 2, unknown: 0, becomesAdministrator: null };
  return { permissionSet, ...told, ...more };
}

/** Edits of sets by their names, with who holds them; null where nobody asked for people. */
export function edits(
  sets: Readonly<Record<string, Edit>>,
  reaches: readonly SetReach[] | null,
  administrators: readonly string[] = [],
): Plan {
  const operations = Object.entries(sets).flatMap(([name, [before, after]], index) => [
    changeSet(name, before, after, {
      ...at('access/permission-sets.yaml', index * 10 + 3),
      warnings: administrators.includes(name) ? [administrator] : [],
    }),
    provision(name, accounts),
  ]);
  const people = reaches === null ? null : peopleWith([], {}, { reach: reaches });
  return plan(operations, { people });
}

export function inline(before: string | null, after: string | null): Edit {
  return [{ inlinePolicy: before }, { inlinePolicy: after }];
}

export const reading = policy(allow('s3:GetObject'));
export const allButPeople = inline(
  reading,
  policy({
    Effect: 'Allow',
    NotAction: ['iam:*', 'organizations:*', 'account:*'],
    Resource: '*',
  }),
);
const noDeletion = deny(['s3:DeleteBucket', 's3:PutBucketPolicy']);
const boundary = { kind: 'customer-managed', policy: { path: '/', name: 'Guard' } } as const;

/** One of each kind, and two that let nobody do more that matters. */
const everyKind: Readonly<Record<string, Edit>> = {
  Billing: inline(reading, policy(allow('s3:GetObject'), allow('s3:ListBucket'))),
  Boundary: [{ permissionsBoundary: boundary }, { permissionsBoundary: null }],
  Customer: [
    { customerManagedPolicies: [{ path: '/', name: 'Denials' }] },
    { customerManagedPolicies: [{ path: '/team/', name: 'More' }] },
  ],
  Deny: inline(policy(allow('s3:*'), noDeletion), policy(allow('s3:*'))),
  Everyone: allButPeople,
  Longer: [{ sessionDuration: 3600 }, { sessionDuration: 43_200 }],
  Managed: [
    { managedPolicies: ['arn:aws:iam::aws:policy/AWSDenyAll'] },
    {
      managedPolicies: [
        'arn:aws:iam::aws:policy/AmazonNewServiceReadOnlyAccess',
        'arn:aws:iam::aws:policy/SomethingNew',
      ],
    },
  ],
  Shorter: [{ sessionDuration: 43_200 }, { sessionDuration: 3600 }],
};

export const wider: Plan = edits(
  everyKind,
  Object.keys(everyKind).map((name) => reach(name)),
);
export const widerForOne: Plan = edits({ S: allButPeople }, [reach('S')]);
