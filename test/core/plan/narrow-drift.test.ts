import { expect, test } from 'vitest';
import { approve } from '../../../src/core/approval/approve.ts';
import type { Reading } from '../../../src/core/model/reading.ts';
import type { Snapshot } from '../../../src/core/model/snapshot.ts';
import { rule } from '../support/files.ts';
import { snapshotOf } from '../support/live.ts';
import { line, plannedOn } from '../support/planned.ts';

const permissionSets = { Admin: {}, Build: {} };
const kept = rule('Admins', 'Admin', ['dev', 'test']);
const base = { permissionSets, assignments: [kept, rule('Red', 'Build', 'dev')] };
const head = { permissionSets, assignments: [kept] };

/** Nobody has what `kept` gives, and Red still has what this change takes. */
function seen(strategy: Reading['strategy']): Snapshot {
  const snapshot = snapshotOf({
    groups: ['Admins', 'Red'],
    sets: permissionSets,
    grants: ['Red Build dev'],
  });
  return { ...snapshot, reading: { ...snapshot.reading, strategy } };
}

function approvedByDigest(strategy: Reading['strategy']): string[] {
  const built = plannedOn({ head, base, withDrift: true }, seen(strategy));
  const { plan, approved } = approve(built, { kind: 'digest', digest: built.plan.digest });
  return plan.operations.filter(({ id }) => approved.has(id)).map(line);
}

test('a digest approves no drift that a narrow reading has come by: its other side may be unseen', () => {
  expect(approvedByDigest('complete')).toEqual([
    'drift grant Admin dev Admins',
    'drift grant Admin test Admins',
    'change revoke Build dev Red',
  ]);
  expect(approvedByDigest('touched')).toEqual(['change revoke Build dev Red']);
});

test('so the digest of a narrow plan is the same with drift and without', () => {
  const withDrift = (asked: boolean, strategy: Reading['strategy']): string =>
    plannedOn({ head, base, withDrift: asked }, seen(strategy)).plan.digest;
  expect(withDrift(true, 'touched')).toBe(withDrift(false, 'touched'));
  expect(withDrift(true, 'complete')).not.toBe(withDrift(false, 'complete'));
});
