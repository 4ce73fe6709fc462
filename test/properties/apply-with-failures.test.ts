import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { approve } from '../../src/core/approval/approve.ts';
import type { Fault } from '../../src/simulator/aws/faults.ts';
import { mappingOf } from '../core/support/files.ts';
import { line } from '../core/support/planned.ts';
import {
  accessNow,
  accessWanted,
  driftLeft,
  replacedPairs,
  wrongBetween,
} from './support/access.ts';
import { filesOf, seedOf } from './support/as-files.ts';
import {
  liveOf,
  organizationCase,
  type OrganizationCase,
  runs,
} from './support/organization-case.ts';
import { applyOn, planOn, type Simulated, simulate } from './support/simulated.ts';

const CASES = 24;

const asynchronous = [
  'CreateAccountAssignment',
  'DeleteAccountAssignment',
  'ProvisionPermissionSet',
] as const;
const synchronous = [
  'CreatePermissionSet',
  'UpdatePermissionSet',
  'AttachManagedPolicyToPermissionSet',
  'DetachManagedPolicyFromPermissionSet',
  'PutInlinePolicyToPermissionSet',
  'DeletePermissionSet',
  'TagResource',
] as const;

const calls = fc.record({ nth: fc.uniqueArray(fc.integer({ min: 1, max: 4 }), { minLength: 1 }) });
const fault: fc.Arbitrary<Fault> = fc.oneof(
  fc.record({
    operation: fc.constantFrom(...asynchronous),
    calls,
    effect: fc.constant({
      kind: 'async-failed' as const,
      reason: 'Received a 500 status error: injected.',
    }),
  }),
  fc.record({
    operation: fc.constantFrom(...synchronous),
    calls,
    effect: fc.constantFrom(
      { kind: 'access-denied' as const },
      { kind: 'answer-lost' as const },
      { kind: 'connection-reset' as const },
    ),
  }),
);

test(
  'whatever fails: who keeps access keeps it, nobody holds more than they may, and a second run ends it',
  { timeout: 300_000 },
  async () => {
    expect.hasAssertions();
    await fc.assert(
      fc.asyncProperty(
        organizationCase,
        fc.array(fault, { minLength: 1, maxLength: 3 }),
        (organization, faults) =>
          simulate(seedOf(organization), (on) => survives(on, organization, faults)),
      ),
      runs(CASES),
    );
  },
);

async function survives(
  on: Simulated,
  organization: OrganizationCase,
  faults: readonly Fault[],
): Promise<void> {
  const { aws } = on;
  const head = mappingOf(filesOf(organization.head));
  const base = mappingOf(filesOf(organization.base));
  const live = liveOf(organization);
  const before = accessNow(aws);
  const isOurs = (set: string): boolean => live.sets.get(set)?.ours ?? true;
  const wanted = accessWanted(aws, organization.head, before, isOurs);
  const seen = aws.history().length;
  const apply = async () => {
    const planned = await planOn(on, head, base, true);
    const { plan } = planned.built;
    const approved = approve(planned.built, { kind: 'digest', digest: plan.digest });
    const report = await applyOn(on, planned, approved);
    await aws.settled();
    return { plan, report };
  };

  for (const each of faults) aws.faults.add(each);
  const first = await apply();
  aws.faults.clear();
  const second = await apply();

  const replaced = replacedPairs(
    [...first.plan.operations, ...second.plan.operations],
    organization,
  );
  const left = driftLeft(first.report, organization);
  expect(wrongBetween(aws.history().slice(seen), before, wanted, replaced, left)).toEqual([]);
  const bad = second.report.outcomes.filter(
    ({ outcome }) => !['applied', 'already-so'].includes(outcome.result),
  );
  expect(bad.map(({ operation, outcome }) => [line(operation), outcome])).toEqual([]);
  expect(accessNow(aws)).toEqual(wanted);
}
