import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Snapshot } from '../../src/core/model/snapshot.ts';
import { snapshotOf } from '../core/support/live.ts';
import { plannedOn, type Story } from '../core/support/planned.ts';
import { fakeAws } from '../effects/support/fake-aws.ts';
import { readWhole } from '../effects/support/read-whole.ts';
import { filesOf, snapshotCase } from './support/as-files.ts';
import { organizationCase, type OrganizationCase, runs } from './support/organization-case.ts';

const CASES = 150;

const shuffles = fc.infiniteStream(fc.nat());

function storyOf({ head, base }: OrganizationCase): Story {
  return { head: filesOf(head), base: filesOf(base), withDrift: true };
}

test('lists that come in any order give the same plan, byte for byte', async () => {
  expect.hasAssertions();
  await fc.assert(
    fc.asyncProperty(organizationCase, shuffles, async (organization, random) => {
      const snapshot = snapshotOf(snapshotCase(organization));
      const planRead = async (order: <T>(list: readonly T[]) => readonly T[]) => {
        const { readers } = fakeAws(snapshot, { order });
        const asked = { accessControlAttributes: true };
        const read = await readWhole(readers, snapshot.instance, asked);
        return plannedOn(storyOf(organization), read);
      };
      const sorted = await planRead((list) => list);
      const shuffled = await planRead((list) => shuffle(list, random));
      expect(JSON.stringify(shuffled.plan)).toBe(JSON.stringify(sorted.plan));
      expect(Object.fromEntries(shuffled.setFields)).toEqual(Object.fromEntries(sorted.setFields));
    }),
    runs(CASES),
  );
});

test('the digest, and what each operation is, do not depend on the order of a snapshot', () => {
  expect.hasAssertions();
  fc.assert(
    fc.property(organizationCase, shuffles, (organization, random) => {
      const snapshot = snapshotOf(snapshotCase(organization));
      const shuffled: Snapshot = {
        ...snapshot,
        accounts: shuffle(snapshot.accounts, random),
        organizationalUnits: shuffle(snapshot.organizationalUnits, random),
        groups: shuffle(snapshot.groups, random),
        permissionSets: shuffle(snapshot.permissionSets, random),
        provisioned: shuffle(snapshot.provisioned, random),
        assignments: shuffle(snapshot.assignments, random),
        gonePrincipalIds: shuffle(snapshot.gonePrincipalIds, random),
      };
      const one = plannedOn(storyOf(organization), snapshot).plan;
      const other = plannedOn(storyOf(organization), shuffled).plan;
      expect(other.digest).toBe(one.digest);
      const operations = (plan: typeof one) =>
        plan.operations.map(({ id, digest, cause, status, requires }) => ({
          id,
          digest,
          cause,
          status,
          requires,
        }));
      expect(operations(other)).toEqual(operations(one));
    }),
    runs(CASES),
  );
});

function shuffle<T>(list: readonly T[], random: Iterator<number>): T[] {
  return list
    .map((item) => ({ item, at: Number(random.next().value) }))
    .toSorted((a, b) => a.at - b.at)
    .map(({ item }) => item);
}
