import * as fc from 'fast-check';
import type { Finding } from '../../src/core/diagnostics/finding.ts';
import type {
  Operation,
  OperationWarning,
  PermissionSetFields,
} from '../../src/core/plan/operation.ts';
import type { Outcome } from '../../src/core/outcome/apply-report.ts';
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
  plan,
  provision,
  revokes,
} from './build-plan.ts';
import { hostile } from './hostile-text.ts';

const warning: fc.Arbitrary<OperationWarning> = fc.oneof(
  hostile.map((because): OperationWarning => ({ kind: 'administrator', because })),
  fc.constant<OperationWarning>({ kind: 'last-assignment' }),
  fc.constant<OperationWarning>({ kind: 'ghost' }),
  hostile.map((from): OperationWarning => ({ kind: 'rename-cost', from, accounts: 3 })),
  hostile.map((at): OperationWarning => ({ kind: 'expires', at })),
  hostile.map((at): OperationWarning => ({ kind: 'expired', at })),
  fc
    .tuple(hostile, hostile)
    .map(([from, to]): OperationWarning => ({ kind: 'group-recreated', from, to })),
  fc
    .array(hostile, { maxLength: 3 })
    .map((fields): OperationWarning => ({ kind: 'repairs-drift', fields })),
  fc
    .tuple(hostile, fc.array(hostile, { minLength: 1, maxLength: 3 }))
    .map(([key, permissionSets]): OperationWarning => ({
      kind: 'tag-in-policies',
      key,
      permissionSets,
    })),
  hostile.map((text): OperationWarning => ({ kind: 'ownership', text })),
  hostile.map((text): OperationWarning => ({ kind: 'reason', text })),
);

const origins = fc.array(fc.record({ file: hostile, line: fc.integer({ min: 1, max: 99 }) }), {
  maxLength: 4,
});

const common = fc.record({
  cause: fc.constantFrom('change', 'pending', 'expiry', 'new-account', 'drift'),
  status: fc.constantFrom('planned', 'planned', 'held', 'blocked', 'waiting'),
  reason: fc.option(hostile),
  origins,
  warnings: fc.array(warning, { maxLength: 3 }),
});

const policy = fc.oneof(
  hostile,
  fc
    .tuple(hostile, hostile, fc.array(hostile))
    .map(([Sid, key, Action]) =>
      JSON.stringify({ Statement: [{ Sid, Action, Condition: { [key]: Sid } }] }),
    ),
);

const fields: fc.Arbitrary<PermissionSetFields> = fc.record(
  {
    description: fc.option(hostile),
    sessionDuration: fc.integer({ min: 0, max: 50_000 }),
    relayState: fc.option(hostile),
    managedPolicies: fc.array(hostile, { maxLength: 3 }),
    customerManagedPolicies: fc.array(fc.record({ name: hostile, path: hostile }), {
      maxLength: 3,
    }),
    inlinePolicy: fc.option(policy),
    permissionsBoundary: fc.option(
      fc.oneof(
        hostile.map((arn) => ({ kind: 'aws-managed' as const, arn })),
        fc
          .record({ name: hostile, path: hostile })
          .map((customer) => ({ kind: 'customer-managed' as const, policy: customer })),
      ),
    ),
    tags: fc.dictionary(hostile, fc.option(hostile), { maxKeys: 3 }),
  },
  { requiredKeys: [] },
);

const accounts = fc.array(
  fc.tuple(hostile, fc.integer({ min: 1, max: 9999 })).map(([name, id]) => account(name, id)),
  { minLength: 1, maxLength: 12 },
);
const principal = fc.record({
  type: fc.constantFrom('GROUP' as const, 'USER' as const),
  id: fc.oneof(
    hostile,
    hostile.map((id) => `entra:${id}`),
  ),
  name: hostile,
  entraObjectId: fc.option(hostile),
});
const step = fc.constantFrom(
  'assign-group-to-application' as const,
  'provision-group' as const,
  'unassign-group-from-application' as const,
);
const attributes = fc.option(fc.dictionary(hostile, hostile, { maxKeys: 3 }));

export const hostileOperations: fc.Arbitrary<Operation[]> = fc
  .array(
    fc.oneof(
      fc
        .tuple(fc.constantFrom(grants, revokes), principal, hostile, accounts, common)
        .map(([make, who, set, where, more]): Operation[] => make(who, set, where, more)),
      fc
        .tuple(hostile, fc.option(fields), fc.option(fields), common)
        .map(([set, before, after, more]): Operation[] => [changeSet(set, before, after, more)]),
      fc
        .tuple(hostile, accounts, common)
        .map(([set, where, more]): Operation[] => [provision(set, where, more)]),
      fc
        .tuple(step, principal, common)
        .map(([kind, who, more]): Operation[] => [inEntra(kind, { ...who, type: 'GROUP' }, more)]),
      fc
        .tuple(attributes, attributes, common)
        .map(([before, after, more]): Operation[] => [changeAttributes(before, after, more)]),
    ),
    { maxLength: 8 },
  )
  .map((groups) => groups.flat());

export const hostileFinding: fc.Arbitrary<Finding> = fc
  .record({
    code: fc.constantFrom<Finding['code']>('unknown-group', 'settings-changed', 'grant-expires'),
    severity: fc.constantFrom('error', 'warning', 'info'),
    headline: hostile,
    why: fc.option(hostile),
    help: fc.option(hostile),
    origin: fc.option(fc.record({ file: hostile, line: fc.integer({ min: 1, max: 99 }) })),
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

export const hostilePlan = fc
  .record({
    operations: hostileOperations,
    findings: fc.array(hostileFinding, { maxLength: 4 }),
    owner: hostile,
    exhaustive: fc.boolean(),
    causedByHead: fc.boolean(),
  })
  .map(({ operations, findings, causedByHead, ...more }) =>
    plan(operations, {
      ...more,
      findings: [...findings, ...aboutGroups(operations, causedByHead)],
    }),
  );

const outcome: fc.Arbitrary<Outcome> = fc.oneof(
  fc.constantFrom<Outcome>({ result: 'applied' }, { result: 'already-so' }),
  hostile.map((note): Outcome => ({ result: 'applied', note })),
  fc
    .tuple(hostile, fc.option(hostile))
    .map(([reason, help]): Outcome => ({ result: 'failed', reason, help })),
  hostile.map((reason): Outcome => ({ result: 'not-attempted', reason })),
  hostile.map((reason): Outcome => ({ result: 'cannot-remove', reason })),
);

export const hostileReport = fc
  .record({
    plan: hostilePlan,
    results: fc.array(outcome, { minLength: 1, maxLength: 5 }),
    stopped: fc.option(
      fc.record({
        why: fc.constantFrom('superseded' as const, 'cancelled' as const),
        detail: hostile,
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
