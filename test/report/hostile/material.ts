import * as fc from 'fast-check';
import type { Diagnostic } from '../../../src/core/diagnostics/diagnostic.ts';
import type { Finding } from '../../../src/core/diagnostics/finding.ts';
import type { PermissionSetArn } from '../../../src/core/model/ids.ts';
import { verdicts } from '../../../src/core/doctor/check.ts';
import type { Checkup, Diagnosis } from '../../../src/core/doctor/run-checks.ts';
import type {
  Operation,
  OperationWarning,
  PermissionSetFields,
} from '../../../src/core/plan/operation.ts';
import type { PlanPeople } from '../../../src/core/plan/plan-people.ts';
import type { ApplyReport, Outcome } from '../../../src/core/outcome/apply-report.ts';
import {
  account,
  changeAttributes,
  changeSet,
  finding,
  grants,
  inEntra,
  nested,
  notAssigned,
  notSynced,
  onApplication,
  plan,
  provision,
  revokes,
} from '../build-plan.ts';
import type { ToldDrift } from './drift-of.ts';
import { token } from './twin.ts';

const warning: fc.Arbitrary<OperationWarning> = fc.oneof(
  token.map((because): OperationWarning => ({ kind: 'administrator', because })),
  fc.constant<OperationWarning>({ kind: 'last-assignment' }),
  fc.constant<OperationWarning>({ kind: 'ghost' }),
  token.map((from): OperationWarning => ({ kind: 'rename-cost', from, accounts: 3 })),
  token.map((at): OperationWarning => ({ kind: 'expires', at })),
  token.map((at): OperationWarning => ({ kind: 'expired', at })),
  fc
    .tuple(token, token)
    .map(([from, to]): OperationWarning => ({ kind: 'group-recreated', from, to })),
  fc
    .array(token, { maxLength: 3 })
    .map((fields): OperationWarning => ({ kind: 'repairs-drift', fields })),
  fc
    .tuple(token, fc.array(token, { minLength: 1, maxLength: 3 }))
    .map(([key, permissionSets]): OperationWarning => ({
      kind: 'tag-in-policies',
      key,
      permissionSets,
    })),
  token.map((text): OperationWarning => ({ kind: 'ownership', text })),
  token.map((text): OperationWarning => ({ kind: 'reason', text })),
);

const origins = fc.array(fc.record({ file: token, line: fc.integer({ min: 1, max: 99 }) }), {
  maxLength: 4,
});

const common = fc.record({
  cause: fc.constantFrom('change', 'pending', 'expiry', 'new-account', 'drift'),
  status: fc.constantFrom('planned', 'planned', 'held', 'blocked', 'waiting'),
  reason: fc.option(token),
  origins,
  warnings: fc.array(warning, { maxLength: 3 }),
});

// Of a service that nobody knows, so that no wildcard in a name means anything.
const action = token.map((name) => `zz:${name}`);
const policy = fc
  .array(
    fc.record({
      Sid: token,
      Effect: fc.constantFrom('Allow', 'Deny'),
      Action: fc.array(fc.oneof(action, fc.constantFrom('s3:Get*', 'iam:PassRole', 's3:*')), {
        minLength: 1,
        maxLength: 3,
      }),
      Resource: fc.array(
        token.map((name) => `arn:aws:s3:::${name}`),
        { minLength: 1, maxLength: 2 },
      ),
      Condition: fc.dictionary(token, token, { maxKeys: 2 }).map((StringLike) => ({ StringLike })),
    }),
    { minLength: 1, maxLength: 3 },
  )
  .map((Statement) => JSON.stringify({ Statement, Version: '2012-10-17' }));

const fields: fc.Arbitrary<PermissionSetFields> = fc.record(
  {
    description: fc.option(token),
    sessionDuration: fc.integer({ min: 0, max: 50_000 }),
    relayState: fc.option(token),
    managedPolicies: fc.array(token, { maxLength: 3 }),
    customerManagedPolicies: fc.array(
      fc.record({ name: token, path: token.map((path) => `/${path}/`) }),
      {
        maxLength: 3,
      },
    ),
    inlinePolicy: fc.option(policy),
    permissionsBoundary: fc.option(
      fc.oneof(
        token.map((arn) => ({ kind: 'aws-managed' as const, arn })),
        fc
          .record({ name: token, path: token.map((path) => `/${path}/`) })
          .map((customer) => ({ kind: 'customer-managed' as const, policy: customer })),
      ),
    ),
    tags: fc.dictionary(token, fc.option(token), { maxKeys: 3 }),
  },
  { requiredKeys: [] },
);

const accounts = fc.array(
  fc.tuple(token, fc.integer({ min: 1, max: 9999 })).map(([name, id]) => account(name, id)),
  { minLength: 1, maxLength: 10 },
);
const principal = fc.record({
  type: fc.constantFrom('GROUP' as const, 'USER' as const),
  id: fc.oneof(
    token,
    token.map((id) => `entra:${id}`),
  ),
  name: token,
  entraObjectId: fc.option(token),
});
const step = fc.constantFrom(
  'assign-group-to-application' as const,
  'provision-group' as const,
  'unassign-group-from-application' as const,
);
const applicationStep = fc.constantFrom(
  'assign-application' as const,
  'unassign-application' as const,
);
const attributes = fc.option(fc.dictionary(token, token, { maxKeys: 3 }));

const someOperations: fc.Arbitrary<Operation[]> = fc
  .array(
    fc.oneof(
      fc
        .tuple(fc.constantFrom(grants, revokes), principal, token, accounts, common)
        .map(([make, who, set, where, more]): Operation[] => make(who, set, where, more)),
      fc
        .tuple(token, fc.option(fields), fc.option(fields), common)
        .map(([set, before, after, more]): Operation[] => [changeSet(set, before, after, more)]),
      fc
        .tuple(token, accounts, common)
        .map(([set, where, more]): Operation[] => [provision(set, where, more)]),
      fc
        .tuple(step, principal, common)
        .map(([kind, who, more]): Operation[] => [inEntra(kind, { ...who, type: 'GROUP' }, more)]),
      fc
        .tuple(applicationStep, principal, token, common)
        .map(([kind, who, name, more]): Operation[] => [onApplication(kind, who, name, more)]),
      fc
        .tuple(attributes, attributes, common)
        .map(([before, after, more]): Operation[] => [changeAttributes(before, after, more)]),
    ),
    { maxLength: 6 },
  )
  .map((groups) => groups.flat());

const someFinding: fc.Arbitrary<Finding> = fc
  .record({
    code: fc.constantFrom<Finding['code']>('unknown-group', 'settings-changed', 'grant-expires'),
    severity: fc.constantFrom('error', 'warning', 'info'),
    // Ours say something, always.
    headline: token.map((text) => `${text}.`),
    why: fc.option(token),
    help: fc.option(token),
    origin: fc.option(fc.record({ file: token, line: fc.integer({ min: 1, max: 99 }) })),
    causedByHead: fc.boolean(),
  })
  .map((more) => finding(more));

/** What is said of the groups of these operations, so that it is told with them. */
function aboutGroups(operations: readonly Operation[], causedByHead: boolean): Finding[] {
  return operations.flatMap(({ principal: who }, index) => {
    if (who === null) return [];
    const tell = [notAssigned, notSynced, nested][index % 3] ?? nested;
    return [tell(who.name, { causedByHead })];
  });
}

const about = fc.record({
  effect: fc.constantFrom('gains' as const, 'loses' as const, 'keeps' as const),
  administrator: fc.option(token),
  total: fc.nat(40),
  names: fc.array(token, { maxLength: 6 }),
  unnamed: fc.nat(3),
  through: fc.array(fc.option(token), { maxLength: 2 }),
  lastWayIn: fc.option(fc.nat(2)),
  unless: fc.array(token, { maxLength: 2 }),
});

const peopleOf = fc.record({
  source: fc.constantFrom('entra' as const, 'identity-store' as const),
  show: fc.constantFrom('names' as const, 'counts' as const),
  netOf: fc.constantFrom('aws' as const, 'files' as const),
  leftOut: fc.nat(2),
  unnamed: fc.nat(2),
  changes: fc.array(about, { minLength: 1, maxLength: 4 }),
  counts: fc.record({
    gain: fc.nat(9),
    lose: fc.nat(9),
    keep: fc.nat(9),
    gainAdministrator: fc.nat(9),
    administratorAccounts: fc.nat(9),
    loseLastWayIn: fc.option(fc.nat(9)),
  }),
  unknown: fc.array(token, { maxLength: 2 }),
  nested: fc.nat(3),
  becomesAdministrator: fc.option(token),
});

type PeopleOf = typeof peopleOf extends fc.Arbitrary<infer Some> ? Some : never;

/** Somebody is behind each of these operations. */
function peopleBehind(operations: readonly Operation[], some: PeopleOf): PlanPeople {
  const { unknown, nested: number, becomesAdministrator, changes, ...rest } = some;
  const own = operations.filter(({ kind }) => kind === 'grant' || kind === 'revoke');
  return {
    ...rest,
    changes: own.flatMap(({ principal: who, permissionSet, account: where }, index) => {
      const told = changes[index % changes.length];
      if (who === null || where === null || told === undefined) return [];
      return [{ ...told, principal: who, permissionSet, accounts: [where] }];
    }),
    applications: operations.flatMap((operation, index) => {
      const told = changes[index % changes.length];
      if (!('application' in operation) || told === undefined) return [];
      const { lastWayIn: _, administrator: __, ...kept } = told;
      return [{ ...kept, principal: operation.principal, application: operation.application }];
    }),
    reach: operations.flatMap(({ kind, permissionSet }) =>
      kind === 'update-permission-set'
        ? [{ permissionSet, people: 3, accounts: 2, unknown: number, becomesAdministrator }]
        : [],
    ),
    unknown: own.flatMap(({ principal: who }, index) => {
      const why = unknown[index];
      return who === null || why === undefined ? [] : [{ principal: who, why }];
    }),
    nested: own
      .slice(0, number)
      .flatMap(({ principal: who }) => (who === null ? [] : [{ principal: who, people: 2 }])),
  };
}

const anArn =
  'arn:aws:sso:::permissionSet/ssoins-0123456789abcdef/ps-0123456789abcdef' as PermissionSetArn;

const somePlan = fc
  .record({
    operations: someOperations,
    findings: fc.array(someFinding, { maxLength: 4 }),
    owner: token,
    reading: fc.record({
      strategy: fc.constantFrom('complete' as const, 'by-group' as const, 'touched' as const),
      why: fc.option(token),
      estimate: fc.constant({ requests: 1200, seconds: 60 }),
    }),
    exhaustive: fc.boolean(),
    undeclaredSets: fc.array(
      fc.record({ name: token, arn: fc.constant(anArn), administrator: fc.option(token) }),
      { maxLength: 2 },
    ),
    causedByHead: fc.boolean(),
    people: fc.option(peopleOf),
  })
  .map(({ operations, findings, causedByHead, people, ...more }) =>
    plan(operations, {
      ...more,
      people: people === null ? null : peopleBehind(operations, people),
      findings: [...findings, ...aboutGroups(operations, causedByHead)],
    }),
  );

const outcome: fc.Arbitrary<Outcome> = fc.oneof(
  fc.constantFrom<Outcome>({ result: 'applied' }, { result: 'already-so' }),
  token.map((note): Outcome => ({ result: 'applied', note })),
  fc
    .tuple(token, fc.option(token))
    .map(([reason, help]): Outcome => ({ result: 'failed', reason, help })),
  token.map((reason): Outcome => ({ result: 'not-attempted', reason })),
  token.map((reason): Outcome => ({ result: 'cannot-remove', reason })),
);

const someReport = fc
  .record({
    plan: somePlan,
    results: fc.array(outcome, { minLength: 1, maxLength: 5 }),
    stopped: fc.option(
      fc.record({
        why: fc.constantFrom('superseded' as const, 'cancelled' as const),
        detail: token,
      }),
    ),
  })
  .map(({ plan: planned, results, stopped }) => ({
    plan: planned,
    outcomes: planned.operations.map((operation, index) => ({
      operation,
      outcome: results[index % results.length] ?? { result: 'applied' as const },
    })),
    stopped,
  }));

const diagnostic: fc.Arbitrary<Diagnostic> = fc.record({
  code: fc.constant('unknown-group' as const),
  severity: fc.constantFrom('error' as const, 'warning' as const, 'info' as const),
  headline: token,
  why: fc.option(token),
  help: fc.option(token),
  at: fc.option(
    fc.record({
      file: token,
      line: fc.integer({ min: 1, max: 9999 }),
      column: fc.integer({ min: 1, max: 300 }),
      length: fc.integer({ min: 1, max: 300 }),
      sourceLine: token.map((text) => `groups: [${text}]`),
    }),
  ),
});

const check: fc.Arbitrary<Checkup> = fc.record({
  id: fc.constantFrom('sign-in', 'provisioning', 'trail'),
  title: fc.constant('Sign-in works'),
  guideSteps: fc.constant([]),
  verdict: fc.constantFrom(...verdicts),
  evidence: fc.array(token, { maxLength: 3 }),
  nextStep: fc.option(token),
  missing: fc.array(token, { maxLength: 2 }),
});

/** One of everything that a run could have to tell, with tokens where foreign text stands. */
export interface Material {
  readonly report: ApplyReport;
  readonly diagnostics: readonly Diagnostic[];
  readonly diagnosis: Diagnosis;
  readonly drift: ToldDrift;
  /** Whatever is said in one sentence. */
  readonly detail: string;
}

const toldDrift: fc.Arbitrary<ToldDrift> = fc.record({
  actor: token,
  arn: fc.option(token),
  from: fc.option(token),
  call: token,
  file: token,
  where: token,
  lines: fc.array(token, { minLength: 1, maxLength: 3 }).map((lines) => lines.join(' ')),
  why: token,
});

export const material: fc.Arbitrary<Material> = fc.record({
  drift: toldDrift,
  report: someReport,
  diagnostics: fc.array(diagnostic, { maxLength: 8 }),
  diagnosis: fc.record({
    verdict: fc.constantFrom(...verdicts),
    checks: fc.array(check, { maxLength: 4 }),
  }),
  detail: token,
});
