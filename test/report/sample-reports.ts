import type { Diagnostic } from '../../src/core/diagnostics/diagnostic.ts';
import type { ApplyReport } from '../../src/core/outcome/apply-report.ts';
import type { Operation } from '../../src/core/plan/operation.ts';
import {
  account,
  at,
  changeSet,
  finding,
  grants,
  group,
  plan,
  provision,
  revokes,
} from './build-plan.ts';

const dev = account('payments-dev', 111122223333);
const test = account('payments-test', 111122223334);
const netProd = account('net-prod', 444455556666);

const applied: Operation[] = [
  changeSet('DeveloperAccess', null, { sessionDuration: 28_800 }),
  ...grants(
    group('Payments-Developers'),
    'DeveloperAccess',
    [dev, test],
    at('access/payments.yaml', 14),
  ),
];
const alreadySo = revokes(group('Payments-Auditors'), 'ViewOnly', [dev]);
const failed = changeSet('DataScience', { sessionDuration: 3600 }, { sessionDuration: 7200 });
const notAttempted = grants(group('Data-Science'), 'DataScience', [dev, test]);
const ghost = revokes(
  { type: 'GROUP', id: '90676e1c-2001', name: '90676e1c-2001', entraObjectId: null },
  'ViewOnly',
  [netProd],
);
const held = grants(group('Vendor-Temp'), 'AdministratorAccess', [netProd], {
  ...at('access/network.yaml', 31),
  status: 'held',
  reason: 'commit 5d1c0e2 was pushed without a pull request',
});
const waiting = grants(group('New-Team'), 'ViewOnly', [dev], {
  status: 'waiting',
  reason: 'group "New-Team" is not in the identity store yet',
});
const blocked = revokes(group('Old-Team'), 'ViewOnly', [dev], {
  status: 'blocked',
  reason: 'group "Old-Team" is ambiguous',
});
const drift = revokes(group('Console-Made'), 'ViewOnly', [dev], { cause: 'drift' });

/** Every way in which an operation can end. */
export const mixedOutcome: ApplyReport = {
  plan: plan(
    [
      ...applied,
      ...alreadySo,
      failed,
      ...notAttempted,
      ...ghost,
      ...held,
      ...waiting,
      ...blocked,
      ...drift,
    ],
    {
      findings: [
        finding({
          severity: 'error',
          headline: 'group "Old-Team" names two groups',
          help: 'name the one you mean by its id',
          origin: { file: 'access/old.yaml', line: 3 },
        }),
      ],
    },
  ),
  outcomes: [
    ...applied.map((operation) => ({ operation, outcome: { result: 'applied' } as const })),
    ...alreadySo.map((operation) => ({ operation, outcome: { result: 'already-so' } as const })),
    {
      operation: failed,
      outcome: {
        result: 'failed',
        reason:
          'AccessDeniedException: User: arn:aws:sts::111122223333:assumed-role/apply is not authorized to perform: sso:UpdatePermissionSet',
        help: 'attach sso:UpdatePermissionSet to the role of this run',
      },
    },
    ...notAttempted.map((operation) => ({
      operation,
      outcome: { result: 'not-attempted', reason: 'the edit of "DataScience" failed' } as const,
    })),
    ...ghost.map((operation) => ({
      operation,
      outcome: {
        result: 'cannot-remove',
        reason: 'the group was deleted, and AWS keeps its assignment',
      } as const,
    })),
  ],
  stopped: null,
};

export const heldOutcome: ApplyReport = {
  plan: plan([...applied, ...held]),
  outcomes: applied.map((operation) => ({ operation, outcome: { result: 'applied' } })),
  stopped: null,
};

const notAsReviewed = {
  status: 'held',
  reason: 'no reviewed plan shows it as it would be done now',
} as const;

/** A set that AWS changed after the review: whoever approves it sees every field. */
export const heldUpdate: ApplyReport = {
  plan: plan([
    ...grants(group('Payments-Developers'), 'DeveloperAccess', [test], {
      ...at('access/payments.yaml', 14),
      status: 'held',
      reason: 'needs "update permission set DeveloperAccess", which is held',
    }),
    provision('DeveloperAccess', [dev], {
      status: 'held',
      reason: 'needs "update permission set DeveloperAccess", which is held',
    }),
    changeSet(
      'DeveloperAccess',
      {
        sessionDuration: 28_800,
        managedPolicies: ['arn:aws:iam::aws:policy/AdministratorAccess'],
      },
      { sessionDuration: 14_400, managedPolicies: ['arn:aws:iam::aws:policy/PowerUserAccess'] },
      { ...at('access/permission-sets.yaml', 3), ...notAsReviewed },
    ),
  ]),
  outcomes: [],
  stopped: null,
};

/** The digest given is another plan's, and this one is drift. */
export const otherDigest: ApplyReport = {
  plan: plan(
    revokes(group('Vendors'), 'DeveloperAccess', [dev, test], {
      cause: 'drift',
      status: 'held',
      reason: 'the plan is not the one that was approved: its digest differs',
      warnings: [{ kind: 'last-assignment' }],
    }),
  ),
  outcomes: [],
  stopped: null,
};

const undone = [
  ...revokes(group('Vendors'), 'DeveloperAccess', [dev], { cause: 'drift' }),
  provision('DeveloperAccess', [dev, test], {
    requires: ['update-permission-set DeveloperAccess'],
  }),
  changeSet('DeveloperAccess', { sessionDuration: 3600 }, { sessionDuration: 7200 }),
  ...revokes(group('Contractors'), 'ViewOnly', [dev], {
    cause: 'expiry',
    warnings: [{ kind: 'expired', at: '2026-12-31T23:59:59.999Z' }],
  }),
];

/** Told on one of three pull requests. */
export const togetherOutcome: ApplyReport = {
  plan: plan(undone, {
    findings: [
      finding({
        code: 'guardrail-broken-before',
        headline: 'what stands already is left as it is',
      }),
      finding({
        code: 'adoption-revokes',
        headline: 'adopting "DeveloperAccess" revokes 1 assignment',
        operations: undone.slice(0, 1).map(({ id }) => id),
      }),
    ],
  }),
  outcomes: undone.map((operation) => ({ operation, outcome: { result: 'applied' } })),
  stopped: null,
};

/** An hourly run that is not told to grant to accounts that joined. */
export const joinedOutcome: ApplyReport = {
  plan: plan([
    ...grants(group('Auditors'), 'ViewOnly', [test], { cause: 'new-account' }),
    ...grants(group('Payments-Developers'), 'DeveloperAccess', [test], {
      ...at('access/payments.yaml', 14),
      cause: 'new-account',
    }),
  ]),
  outcomes: [],
  stopped: null,
};

export const cleanOutcome: ApplyReport = {
  plan: plan(applied),
  outcomes: applied.map((operation) => ({ operation, outcome: { result: 'applied' } })),
  stopped: null,
};

export const supersededOutcome: ApplyReport = {
  plan: plan(applied),
  outcomes: applied.map((operation) => ({
    operation,
    outcome: { result: 'not-attempted', reason: 'a newer commit changed the mapping files' },
  })),
  stopped: { why: 'superseded', detail: 'main is at 9be21f0, whose access directory differs' },
};

export const reviewOfNobody: Diagnostic = {
  code: 'record-untrusted',
  severity: 'warning',
  headline: 'the plan comment of pull request #1 does not count as a review',
  at: null,
  why: 'it was edited by mallory',
  help: 'open a new pull request, or approve the plan by its digest',
};

export const invalidFiles: Diagnostic[] = [
  {
    code: 'empty-selector',
    severity: 'warning',
    headline: 'ignore entry "name:sandbox-*" matches no account',
    at: {
      file: 'access/settings.yaml',
      line: 9,
      column: 12,
      length: 16,
      sourceLine: '    - accounts: "name:sandbox-*"',
    },
    why: null,
    help: null,
  },
  {
    code: 'unknown-group',
    severity: 'error',
    headline: 'unknown key "permisionSets"',
    at: {
      file: 'access/payments.yaml',
      line: 14,
      column: 5,
      length: 13,
      sourceLine: '    permisionSets: DeveloperAccess',
    },
    why: 'only the keys of a rule may stand here',
    help: 'did you mean "permissionSets"?',
  },
];

export const noAccess: Diagnostic[] = [
  {
    code: 'access-denied',
    severity: 'error',
    headline: 'sso:ListInstances was refused to arn:aws:sts::111122223333:assumed-role/plan/run',
    at: null,
    why: null,
    help: 'attach sso:ListInstances to the role in eu-west-1',
  },
];
