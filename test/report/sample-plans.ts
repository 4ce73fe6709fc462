import type { Plan } from '../../src/core/plan/plan.ts';
import {
  account,
  administrator,
  at,
  changeSet,
  finding,
  grants,
  group,
  HEAD,
  plan,
  provision,
  revokes,
  user,
} from './build-plan.ts';

const dev = account('payments-dev', 111122223333);
const test = account('payments-test', 111122223334);
const sandbox = account('payments-sandbox', 111122223335);
const legacy = account('payments-legacy', 111122223336);
const netProd = account('net-prod', 444455556666);
const logs = account('log-archive', 444455556667);
const fleet = Array.from({ length: 12 }, (_, index) =>
  account(`workload-${String(index + 1).padStart(2, '0')}`, 200000000001 + index),
);

const policyBefore = JSON.stringify({
  Statement: [
    { Action: ['s3:GetObject', 's3:ListBucket'], Effect: 'Allow', Resource: '*', Sid: 'Read' },
    {
      Action: 'iam:PassRole',
      Condition: { StringEquals: { 'iam:PassedToService': 'lambda.amazonaws.com' } },
      Effect: 'Allow',
      Resource: 'arn:aws:iam::*:role/app-*',
    },
  ],
  Version: '2012-10-17',
});
const policyAfter = policyBefore
  .replace('"s3:ListBucket"', '"s3:ListBucket","s3:PutObject"')
  .replace('role/app-*', 'role/*');

export const firstGrants: Plan = plan([
  changeSet(
    'DeveloperAccess',
    null,
    {
      description: 'Build and run workloads outside production',
      sessionDuration: 28_800,
      relayState: null,
      managedPolicies: ['arn:aws:iam::aws:policy/PowerUserAccess'],
      customerManagedPolicies: [{ name: 'Deploy', path: '/teams/' }],
      inlinePolicy: policyBefore,
      permissionsBoundary: {
        kind: 'customer-managed',
        policy: { name: 'TeamBoundary', path: '/' },
      },
      tags: { team: 'platform' },
    },
    at('access/permission-sets.yaml', 3),
  ),
  ...grants(group('Payments-Developers'), 'DeveloperAccess', [dev, test, sandbox], {
    ...at('access/payments.yaml', 14),
    warnings: [{ kind: 'reason', text: 'OPS-1234' }],
  }),
  ...grants(group('Platform-Engineers'), 'DeveloperAccess', fleet, at('access/platform.yaml', 8)),
]);

export const smallChange: Plan = plan(
  [
    ...grants(group('Payments-Developers'), 'DeveloperAccess', [test], {
      ...at('access/payments.yaml', 14),
      warnings: [{ kind: 'expires', at: '2027-04-01T00:00:00Z' }],
    }),
    ...grants(group('Cloud-Admins'), 'AdministratorAccess', [netProd], {
      ...at('access/network.yaml', 5),
      warnings: [administrator],
    }),
    ...revokes(group('Payments-Auditors'), 'ViewOnly', [legacy], {
      ...at('access/payments.yaml', 22),
      warnings: [{ kind: 'last-assignment' }],
    }),
    ...grants(group('Data-Science'), 'DeveloperAccess', [sandbox], {
      ...at('access/data.yaml', 3),
      status: 'waiting',
      reason: 'group "Data-Science" is not in the identity store yet',
    }),
    ...revokes(group('Contractors'), 'DeveloperAccess', [dev], {
      cause: 'expiry',
      warnings: [{ kind: 'expired', at: '2026-12-31T23:59:59Z' }],
    }),
    ...grants(group('Log-Readers'), 'ViewOnly', [logs], { cause: 'pending' }),
    ...grants(group('Everyone'), 'ViewOnly', [account('new-joiner', 777788889999)], {
      cause: 'new-account',
    }),
    ...revokes(user('mallory@example.com'), 'AdministratorAccess', [netProd], {
      cause: 'drift',
      warnings: [administrator],
    }),
  ],
  {
    exhaustive: false,
    findings: [
      finding({
        headline: '"settings.manage.ignore" is wider: 3 live assignments are no longer managed',
        code: 'settings-changed',
        why: 'the entry "Vendor-*" now covers every account',
        help: 'make sure that the vendor is meant to keep access',
        origin: { file: 'access/settings.yaml', line: 12 },
        causedByHead: true,
      }),
      finding({
        headline: 'group "Old-Team" is no longer in the identity store',
        origin: { file: 'access/old.yaml', line: 2 },
        help: 'remove it from the rule, or provision it again',
      }),
      finding({
        severity: 'info',
        headline: 'account legacy-billing (999900001111) is suspended and out of scope',
      }),
    ],
    counts: { unmanagedPermissionSets: 4, ignoredAssignments: 17 },
  },
);

export const noChanges: Plan = plan([], { counts: { unmanagedPermissionSets: 2 } });

export const allBlocked: Plan = plan(
  [
    ...revokes(group('Payments-Auditors'), 'ViewOnly', [dev, test, sandbox], {
      status: 'blocked',
      reason: 'group "Payments-Admin" is unknown, so nothing it could be hiding is revoked',
    }),
    changeSet('ViewOnly', { description: 'Look' }, null, {
      status: 'blocked',
      reason: 'an assignment of it is ignored',
    }),
  ],
  {
    findings: [
      finding({
        severity: 'error',
        causedByHead: true,
        headline: 'group "Payments-Admin" is not in the identity store',
        why: 'only groups already provisioned from Entra ID can receive access',
        help: 'did you mean "Payments-Admins"?',
        origin: { file: 'access/payments.yaml', line: 14 },
      }),
    ],
  },
);

export const renamed: Plan = plan([
  changeSet(
    'DeveloperAccess',
    null,
    { sessionDuration: 14_400, managedPolicies: ['arn:aws:iam::aws:policy/PowerUserAccess'] },
    {
      ...at('access/permission-sets.yaml', 3),
      warnings: [{ kind: 'rename-cost', from: 'DevAccess', accounts: 2 }],
    },
  ),
  ...grants(
    group('Payments-Developers'),
    'DeveloperAccess',
    [dev, test],
    at('access/payments.yaml', 4),
  ),
  ...revokes(group('Payments-Developers'), 'DevAccess', [dev, test], {
    ...at('access/payments.yaml', 4),
    warnings: [{ kind: 'last-assignment' }],
  }),
  changeSet(
    'DevAccess',
    {
      sessionDuration: 14_400,
      managedPolicies: ['arn:aws:iam::aws:policy/PowerUserAccess'],
      inlinePolicy: policyBefore,
    },
    null,
    at('access/permission-sets.yaml', 3),
  ),
]);

export const policyEdit: Plan = plan([
  changeSet(
    'DeveloperAccess',
    {
      sessionDuration: 14_400,
      managedPolicies: ['arn:aws:iam::aws:policy/ReadOnlyAccess'],
      inlinePolicy: policyBefore,
      tags: { team: 'payments', old: 'yes' },
    },
    {
      sessionDuration: 28_800,
      managedPolicies: ['arn:aws:iam::aws:policy/PowerUserAccess'],
      inlinePolicy: policyAfter,
      tags: { team: 'platform', old: null },
    },
    {
      ...at('access/permission-sets.yaml', 3),
      warnings: [{ kind: 'repairs-drift', fields: ['sessionDuration', 'tags'] }],
    },
  ),
  provision('DeveloperAccess', fleet),
]);

const leavers = Array.from({ length: 8 }, (_, index) => group(`Leavers-${index + 1}`));

/** More of a kind than a reader wants twice; what is about every plan comes last. */
export const manyLosses: Plan = plan(
  [
    ...leavers.flatMap((principal) => revokes(principal, 'ViewOnly', [dev])),
    ...fleet.slice(0, 7).flatMap((where, index) =>
      revokes(group('Payments-Auditors'), `Audit-${index + 1}`, [where], {
        warnings: [{ kind: 'last-assignment' }],
      }),
    ),
    changeSet('Billing', { description: 'Made by hand' }, { description: 'Invoices' }),
    {
      ...changeSet('Billing', {}, {}),
      id: 'adopt-permission-set Billing',
      kind: 'adopt-permission-set',
      before: { owner: null },
      after: { owner: 'platform' },
    },
    provision('Billing', [dev, test]),
  ],
  {
    findings: [
      finding({
        code: 'guardrail-broken-before',
        headline:
          'guardrail "short-sessions": what stands already is left as it is: 1 assignment break it',
      }),
      finding({ code: 'emptying', headline: 'this takes everything away', causedByHead: true }),
    ],
  },
);

export const drifted: Plan = plan(
  [
    ...revokes(group('Vendors'), 'DeveloperAccess', [dev], { cause: 'drift' }),
    provision('ViewOnly', [netProd], { cause: 'drift' }),
    ...grants(group('Born-Again'), 'ViewOnly', [dev], {
      cause: 'drift',
      warnings: [{ kind: 'group-recreated', from: 'old-id', to: 'new-id' }],
    }),
  ],
  {
    base: HEAD,
    findings: [
      finding({
        code: 'group-recreated',
        headline:
          'group "Born-Again" was deleted and created again: it was old-id, now it is new-id',
        operations: ['grant ViewOnly 111122223333 id-of-Born-Again'],
      }),
    ],
  },
);

/** 3,000 grants of 600 groups, so that not everything has room. */
export const big: Plan = plan([
  ...revokes(group('Leavers'), 'AdministratorAccess', fleet, { warnings: [administrator] }),
  changeSet('DeveloperAccess', { inlinePolicy: policyBefore }, { inlinePolicy: policyAfter }),
  ...Array.from({ length: 600 }, (_, team) =>
    grants(
      group(`Team-${String(team).padStart(3, '0')}-Developers`),
      'DeveloperAccess',
      Array.from({ length: 5 }, (_value, index) =>
        account(`team-${team}-stage-${index}`, 300000000000 + team * 10 + index),
      ),
      at(`access/teams/team-${team}.yaml`, 7),
    ),
  ).flat(),
]);
