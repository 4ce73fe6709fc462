import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { approve } from '../../src/core/approval/approve.ts';
import { recordOf } from '../../src/core/approval/reviewed-record.ts';
import { stagesOf } from '../../src/core/plan/stages.ts';
import { mappingOf } from '../core/support/files.ts';
import { planned } from '../core/support/planned.ts';
import { accessNow } from './support/access.ts';
import { filesOf, seedOf, snapshotCase } from './support/as-files.ts';
import { organizationCase, type OrganizationCase, runs } from './support/organization-case.ts';
import { applyOn, planOn, type Simulated, simulate } from './support/simulated.ts';

const CASES = 300;
const APPLIED = 16;

function built({ head, base, ...rest }: OrganizationCase) {
  return planned({
    live: snapshotCase({ head, base, ...rest }),
    head: filesOf(head),
    base: filesOf(base),
  });
}

test('a merge never approves drift, even where a record holds the digests of everything', () => {
  expect.hasAssertions();
  fc.assert(
    fc.property(organizationCase, (organization) => {
      const plan = built(organization);
      const record = recordOf(plan);
      const all = plan.plan.operations.map(({ digest }) => digest);
      for (const operations of [record.operations, all]) {
        const { plan: decided, approved } = approve(plan, {
          kind: 'reviewed',
          records: [{ ...record, operations }],
          newAccounts: 'grant',
        });
        const drift = decided.operations.filter(({ cause }) => cause === 'drift');
        expect(drift.filter(({ id }) => approved.has(id))).toEqual([]);
        expect(drift.filter(({ status }) => status === 'held')).toEqual([]);
      }
    }),
    runs(CASES),
  );
});

test('what a pull request shows as its change is approved by its own record, and nothing of it is held', () => {
  expect.hasAssertions();
  fc.assert(
    fc.property(organizationCase, (organization) => {
      const plan = built(organization);
      const approval = { kind: 'reviewed', records: [recordOf(plan)] } as const;
      const { approved, plan: decided } = approve(plan, { ...approval, newAccounts: 'report' });
      const changes = decided.operations.filter(
        ({ cause, status }) => cause !== 'drift' && status !== 'blocked',
      );
      expect(changes.filter(({ id }) => !approved.has(id))).toEqual([]);
    }),
    runs(CASES),
  );
});

test('stages hold every operation once, after all that it requires', () => {
  expect.hasAssertions();
  fc.assert(
    fc.property(organizationCase, (organization) => {
      const { operations } = built(organization).plan;
      const stages = stagesOf(operations).map((stage) => stage.map(({ id }) => id));
      expect(stages.flat().toSorted()).toEqual(operations.map(({ id }) => id).toSorted());
      const stageOf = new Map(
        stages.flatMap((ids, index) => ids.map((id) => [id, index] as const)),
      );
      const early = operations.flatMap(({ id, requires }) =>
        requires.filter((needed) => (stageOf.get(needed) ?? 0) >= (stageOf.get(id) ?? 0)),
      );
      expect(early).toEqual([]);
    }),
    runs(CASES),
  );
});

test(
  'an apply leaves drifted grants as they are: there where nobody asked, gone where everybody did',
  { timeout: 300_000 },
  async () => {
    expect.hasAssertions();
    await fc.assert(
      fc.asyncProperty(organizationCase, (organization) =>
        simulate(seedOf(organization), (on) => leavesDrift(on, organization)),
      ),
      runs(APPLIED),
    );
  },
);

async function leavesDrift(on: Simulated, organization: OrganizationCase): Promise<void> {
  const head = mappingOf(filesOf(organization.head));
  const base = mappingOf(filesOf(organization.base));
  const first = await planOn(on, head, base, false);
  const records = [recordOf(first.built)];
  const approved = approve(first.built, { kind: 'reviewed', records, newAccounts: 'report' });
  const before = accessNow(on.aws);
  await applyOn(on, first, approved);
  await on.aws.settled();
  const after = accessNow(on.aws);
  const drifted = first.built.plan.operations.flatMap(
    ({ cause, principal, account, permissionSet }) =>
      cause === 'drift' && principal !== null && account !== null
        ? [`${principal.id} ${permissionSet} ${account.id}`]
        : [],
  );
  const has = (access: ReadonlyMap<string, unknown>) => drifted.filter((key) => access.has(key));
  expect(has(after)).toEqual(has(before));
}
