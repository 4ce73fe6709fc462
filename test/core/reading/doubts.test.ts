import { expect, test } from 'vitest';
import { touchedBy } from '../../../src/core/reading/touched.ts';
import { type Files, rule } from '../support/files.ts';
import { accountId, type Live, snapshotOf } from '../support/live.ts';
import { lines, planned, versionsOf } from '../support/planned.ts';

function touched(live: Live, head: Files, base: Files) {
  return touchedBy(versionsOf({ live, head, base }, snapshotOf(live)));
}

test('a rule that goes is looked at, also where another one that stays has the same doubt', () => {
  const kept = rule('Red', 'Admin', 'ou:/Renamed');
  const gone = rule('Green', 'Admin', 'ou:/Renamed');
  const base = { permissionSets: { Admin: {} }, assignments: [gone, kept] };
  const head = { ...base, assignments: [kept] };
  const live = { sets: { Admin: {} }, grants: ['Green Admin dev', 'Red Admin dev'] };
  expect(lines(planned({ live, head, base }))).toContain('change revoke Admin dev Green (blocked)');
  expect([...touched(live, head, base).whole]).toEqual(['Admin']);
});

test('the same for groups that cannot be decided', () => {
  const kept = rule('Twin', 'Admin', 'dev');
  const base = {
    permissionSets: { Admin: {} },
    assignments: [rule('Leaver', 'Admin', 'dev'), kept],
  };
  const live = { groups: ['Leaver=a', 'Leaver=b', 'Twin=c', 'Twin=d'], sets: { Admin: {} } };
  const { losing } = touched(live, { ...base, assignments: [kept] }, base);
  expect([...losing.values()]).toEqual([{ accountId: accountId('dev'), permissionSet: 'Admin' }]);
});

test('a doubt that stays as it was, and one whose rule has only moved, ask for nothing', () => {
  const kept = rule('Twin', 'Admin', 'dev');
  const moved = [rule('Blue', 'Read', 'dev'), kept];
  const permissionSets = { Admin: {}, Read: {} };
  const live = { groups: ['Blue', 'Twin=c', 'Twin=d'], sets: permissionSets };
  const base = { permissionSets, assignments: moved.toReversed() };
  expect([...touched(live, { permissionSets, assignments: moved }, base).permissionSets]).toEqual(
    [],
  );
});

test('whoever cannot be decided for a new name may hold the old one', () => {
  const assignments = [rule('Twin', 'New', 'dev')];
  const permissionSets = { New: { renamedFrom: 'Old' } };
  const live = { groups: ['Twin=c', 'Twin=d'], sets: { Old: {}, New: {} } };
  const { losing } = touched(
    live,
    { permissionSets, assignments: [] },
    { permissionSets, assignments },
  );
  expect([...losing.values()].map(({ permissionSet }) => permissionSet)).toEqual(['New', 'Old']);
});
