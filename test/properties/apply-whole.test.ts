import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { approve } from '../../src/core/approval/approve.ts';
import { mappingOf } from '../core/support/files.ts';
import { line } from '../core/support/planned.ts';
import { accessNow, accessWanted, replacedPairs, wrongBetween } from './support/access.ts';
import { filesOf, seedOf } from './support/as-files.ts';
import {
  liveOf,
  organizationCase,
  type OrganizationCase,
  runs,
} from './support/organization-case.ts';
import { applyOn, planOn, type Simulated, simulate } from './support/simulated.ts';

const CASES = 24;

test(
  'apply then plan is empty, and on the way nobody lacks what they keep nor holds more than they may',
  { timeout: 300_000 },
  async () => {
    expect.hasAssertions();
    await fc.assert(
      fc.asyncProperty(organizationCase, (organization) =>
        simulate(seedOf(organization), (on) => appliesWhole(on, organization)),
      ),
      runs(CASES),
    );
  },
);

async function appliesWhole(on: Simulated, organization: OrganizationCase): Promise<void> {
  const { aws } = on;
  const head = mappingOf(filesOf(organization.head));
  const base = mappingOf(filesOf(organization.base));
  const live = liveOf(organization);
  const before = accessNow(aws);
  const wanted = accessWanted(
    aws,
    organization.head,
    before,
    (set) => live.sets.get(set)?.ours ?? true,
  );
  const first = await planOn(on, head, base, true);
  const { plan } = first.built;
  const seen = aws.history().length;

  const approved = approve(first.built, { kind: 'digest', digest: plan.digest });
  const report = await applyOn(on, first, approved);
  await aws.settled();

  const bad = report.outcomes.filter(
    ({ outcome }) => !['applied', 'already-so'].includes(outcome.result),
  );
  expect(bad.map(({ operation, outcome }) => [line(operation), outcome])).toEqual([]);
  const changes = aws.history().slice(seen);
  expect(
    wrongBetween(changes, before, wanted, replacedPairs(plan.operations, organization)),
  ).toEqual([]);
  expect(accessNow(aws)).toEqual(wanted);

  const again = await planOn(on, head, base, true);
  const stuck = new Set(
    plan.operations.flatMap(({ id, status }) => (status === 'blocked' ? id : [])),
  );
  expect(again.built.plan.operations.filter(({ id }) => !stuck.has(id)).map(line)).toEqual([]);
  expect(aws.log.invalid()).toEqual([]);
}
