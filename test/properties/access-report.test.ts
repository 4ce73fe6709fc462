import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Snapshot } from '../../src/core/model/snapshot.ts';
import { reportRows } from '../../src/report/access-report-rows.ts';
import { reportedOn } from '../core/inventory/reported.ts';
import type { Files } from '../core/support/files.ts';
import { liveCase } from './support/live-case.ts';
import { runs } from './support/organization-case.ts';

interface Case {
  readonly snapshot: Snapshot;
  /** By the place of a group: places of its members; null where they cannot be read. */
  readonly members: readonly (readonly number[] | null)[];
  /** Who is meant to have the declared set, by the place of a group and of an account. */
  readonly asked: readonly (readonly [number, number])[];
}

const reportCase: fc.Arbitrary<Case> = fc.record({
  snapshot: liveCase,
  members: fc.array(fc.option(fc.uniqueArray(fc.nat(9), { maxLength: 5 })), {
    minLength: 6,
    maxLength: 6,
  }),
  asked: fc.array(fc.tuple(fc.nat(5), fc.nat(15)), { maxLength: 4 }),
});

/** `account · set · application · whose assignment · who`, in the plainest way: from each assignment to its people. */
function expected({ snapshot }: Case, people: ReadonlyMap<string, readonly string[]>): string[] {
  const names = new Map<string, string>([
    ...snapshot.permissionSets.map(({ arn, name }) => [arn, name] as const),
    ...(snapshot.applications?.applications ?? []).map(({ arn, name }) => [arn, name] as const),
  ]);
  const nameOf = (arn: string): string => names.get(arn) ?? arn.slice(-19);
  const held = [
    ...snapshot.assignments.map((one) => ({
      ...one,
      of: [one.accountId, nameOf(one.permissionSetArn), ''],
    })),
    ...(snapshot.applications?.assignments ?? []).map((one) => ({
      ...one,
      of: ['', '', nameOf(one.applicationArn)],
    })),
  ];
  return held.flatMap(({ of, principalType, principalId }) => {
    const behind = (): readonly string[] => {
      if (snapshot.gonePrincipalIds.includes(principalId)) return ['(deleted)'];
      if (principalType === 'USER') return [principalId];
      const found = people.get(principalId);
      if (found === undefined) return ['(members not read)'];
      return found.length === 0 ? ['(nobody)'] : found;
    };
    return behind().map((who) => [...of, principalId, who].join(' · '));
  });
}

function filesOf({ snapshot, asked }: Case): Files {
  const active = snapshot.accounts.filter(({ state }) => state === 'ACTIVE');
  return {
    permissionSets: { Declared: {} },
    assignments: asked.flatMap(([group, account]) => {
      const [id, place] = [snapshot.groups[group]?.id, active[account]?.id];
      if (id === undefined || place === undefined) return [];
      return [{ groups: `id:${id}`, permissionSets: 'Declared', accounts: place }];
    }),
  };
}

test('every live assignment has a row for each of its people exactly once, and nobody else has one', () => {
  fc.assert(
    fc.property(reportCase, (story) => {
      const { snapshot, members } = story;
      const people = new Map(
        snapshot.groups.flatMap(({ id }, index): [string, string[]][] => {
          const own = members[index] ?? null;
          return own === null ? [] : [[id, own.map((one) => `person-${one}`).toSorted()]];
        }),
      );
      const report = reportedOn(
        {
          files: filesOf(story),
          more: { people: { members: people, unread: new Map(), users: new Map(), unnamed: null } },
        },
        snapshot,
      );
      const rows = [...reportRows(report)];
      const shown = rows
        .filter(({ state }) => state !== 'missing')
        .map((row) => {
          const who = row.person.startsWith('(') ? row.person : row['person id'];
          const whose = row['group id'] === '' ? row['person id'] : row['group id'];
          return [row['account id'], row['permission set'], row.application, whose, who].join(
            ' · ',
          );
        });
      expect(shown.toSorted()).toEqual(expected(story, people).toSorted());
      const missing = rows.filter(({ state }) => state === 'missing');
      expect(missing.every((row) => row['permission set'] === 'Declared')).toBe(true);
      expect(missing.every((row) => row['declared at'] !== '')).toBe(true);
    }),
    runs(60),
  );
});
