import type { DriftCause } from '../../src/core/drift/cause.ts';
import { driftReport } from '../../src/core/drift/drift-report.ts';
import type { PermissionSetArn } from '../../src/core/model/ids.ts';
import type { Operation } from '../../src/core/plan/operation.ts';
import { sha256 } from '../../src/core/plan/digest.ts';
import type { DriftView } from '../../src/report/drift-view.ts';
import {
  account,
  changeAttributes,
  changeSet,
  finding,
  grants,
  group,
  inEntra,
  onApplication,
  plan,
  provision,
  revokes,
  user,
} from './build-plan.ts';

const accounts = Array.from({ length: 12 }, (_, index) =>
  account(`orders-${index + 1}`, 4000 + index),
);
const [first = account('orders-1', 4000), second = first] = accounts;
const gone = { type: 'GROUP', id: 'g-old', name: 'g-old', entraObjectId: null } as const;
const payments = group('Payments');
const again = { kind: 'group-recreated', from: 'g-1', to: 'id-of-Payments' } as const;
const drift = { cause: 'drift' } as const;

const all: readonly Operation[] = [
  ...revokes(group('Vendors'), 'BreakGlass', accounts, drift),
  ...revokes(user('eve'), 'Developer', [first], drift),
  ...revokes(group('Temps'), 'Developer', [second], {
    ...drift,
    status: 'blocked',
    reason: 'the group that the rule calls "Temps" may be "Contractors" now',
  }),
  ...grants(group('Auditors'), 'Auditor', [first, second], {
    ...drift,
    origins: [{ file: 'access/audit.yaml', line: 12 }],
  }),
  changeSet(
    'Developer',
    { sessionDuration: 43_200, managedPolicies: ['arn:aws:iam::aws:policy/AdministratorAccess'] },
    { sessionDuration: 14_400, managedPolicies: ['arn:aws:iam::aws:policy/PowerUserAccess'] },
    { ...drift, origins: [{ file: 'access/sets.yaml', line: 3 }] },
  ),
  provision('Developer', accounts, drift),
  provision('Operator', [first], drift),
  changeSet('Leftover', { description: 'old' }, null, drift),
  ...revokes(group('Temps'), 'Leftover', [first], drift),
  changeSet('Support', null, { sessionDuration: 3600 }, drift),
  ...grants(group('Helpdesk'), 'Support', [first, second], drift),
  onApplication('unassign-application', group('Vendors'), 'grafana', drift),
  onApplication('assign-application', group('Auditors'), 'tableau', drift),
  changeAttributes({ team: '${path:enterprise.department}' }, { team: '${path:name}' }, drift),
  ...revokes({ ...payments, id: 'g-1' }, 'Auditor', [first], {
    ...drift,
    warnings: [again, { kind: 'ghost' }],
  }),
  ...grants(payments, 'Auditor', [first], { ...drift, warnings: [again] }),
  ...revokes(gone, 'Auditor', accounts, { ...drift, warnings: [{ kind: 'ghost' }] }),
  inEntra('assign-group-to-application', group('Oncall'), drift),
  ...grants(group('Newcomers'), 'Auditor', [first], { cause: 'new-account' }),
  ...revokes(group('Trainees'), 'Auditor', [first], { cause: 'expiry' }),
];

const operations = all.map((operation) => ({ ...operation, digest: sha256(operation.id) }));

function event(name: string, at: string, session: string) {
  return {
    eventId: `${name} ${at}`,
    name,
    at,
    actor: {
      name: session,
      arn: `arn:aws:sts::111122223333:assumed-role/Admin/${session}`,
      console: session.includes('@'),
      from: '198.51.100.7',
    },
    errorCode: null,
    requestId: null,
    request: {},
  };
}

const mallory = 'mallory@acme.example';

function causeOf(index: number): DriftCause {
  const at = `2026-11-02T09:${String(10 + index).padStart(2, '0')}:00Z`;
  const made = event('CreateAccountAssignment', at, mallory);
  const applied = event('DeleteAccountAssignment', at, 'access-apply-42');
  if (index < 12) {
    return {
      kind: 'explained',
      whole: true,
      by: [{ event: made, outcome: 'succeeded', applyRun: null }],
    };
  }
  if (index === 12) {
    const by = { event: event('AssociateProfile', at, mallory), outcome: null, applyRun: null };
    return { kind: 'perhaps', why: 'old-console', by };
  }
  if (index === 14 || index === 15) {
    return {
      kind: 'explained',
      whole: true,
      by: [{ event: applied, outcome: 'unknown', applyRun: '42' }],
    };
  }
  return { kind: 'unexplained' };
}

const rescue =
  'arn:aws:sso:::permissionSet/ssoins-0123456789abcdef/ps-0123456789abcdef' as PermissionSetArn;

const drifted = plan(operations, {
  exhaustive: false,
  undeclaredSets: [
    { name: 'Rescue', arn: rescue, administrator: 'it holds AdministratorAccess' },
    {
      name: 'Vendor',
      arn: rescue.replace('abcdef', 'abcdee') as PermissionSetArn,
      administrator: null,
    },
  ],
  findings: [
    finding({
      code: 'unread-part',
      severity: 'error',
      headline: 'the accounts of permission set "Vendor" could not be read: denied',
    }),
  ],
});
const report = driftReport(drifted);

/** One of every kind of drift, as a morning nobody wishes for. */
export const everyDrift: Omit<DriftView, 'runUrl' | 'repositoryUrl' | 'isPublicRepository'> = {
  occasion: 'drift',
  plan: drifted,
  report,
  causes: {
    trail: { kind: 'read', reach: { since: '2026-10-20T00:00:00Z', why: 'no answer within 30 s' } },
    delegated: false,
    of: new Map(
      report.entries.map(({ key, kind }, index) => [
        key,
        kind === 'directory' ? { kind: 'elsewhere' as const } : causeOf(index),
      ]),
    ),
  },
  adoption: null,
  adoptionUrl: 'https://github.com/acme/access/pull/7',
  administrators: new Set(['BreakGlass', 'Developer']),
  since: new Map(report.entries.map(({ key }) => [key, '2026-11-03'])),
  notLooked: 1,
};
