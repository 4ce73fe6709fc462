import { describe, expect, it } from 'vitest';
import { filesAsSource } from '../../../src/core/import/files-as-source.ts';
import { importOrganization } from '../../../src/core/import/import-organization.ts';
import { leftOut } from '../../../src/core/import/left-out.ts';
import { leftoversOf } from '../../../src/core/import/leftovers.ts';
import { accountId, type Live, setArn, snapshotOf } from '../support/live.ts';

const NOW = '2026-01-01T00:00:00.000Z';
const sets = { Admin: { owner: null }, Read: { owner: null } };

/** What an import of it says, and whether its plan would do more than adopt. */
function told(live: Live) {
  const snapshot = snapshotOf({ sets, ...live });
  const imported = importOrganization(snapshot, {
    directory: 'access',
    owner: 'platform',
    exact: false,
    users: false,
    kept: null,
    terraform: null,
  });
  expect(leftoversOf(filesAsSource('access', imported.files), snapshot, NOW)).toEqual({
    problems: [],
    operations: [],
  });
  return {
    lines: leftOut(imported.notes).map(
      ({ headline, names }) => headline + (names.length === 0 ? '' : `: ${names.join(', ')}`),
    ),
    text: [...imported.files.values()].join(''),
  };
}

describe('what an import leaves out', () => {
  it('are sets of which not everything could be read: they might hold more', () => {
    const { lines, text } = told({
      grants: ['Blue Admin dev', 'Blue Read dev'],
      unread: [
        {
          part: 'assignments',
          arn: setArn('Admin'),
          accountId: accountId('dev'),
          why: 'throttled',
        },
      ],
    });
    expect(lines).toEqual(['1 permission set that could not be read in full: Admin: throttled']);
    expect(text).not.toMatch(/permissionSets: Admin|^ {2}Admin/m);
    expect(text).toContain('Read');
  });

  it('are sets that somebody holds who could not be read: once they can, no rule would say it', () => {
    const unread = [{ part: 'principal', principalId: 'group-Old', why: 'throttled' }] as const;
    const { lines, text } = told({
      grants: ['gone:Old Admin dev', 'Blue Admin dev', 'Blue Read dev'],
      applications: { Wiki: { assigned: ['gone:Old', 'Blue'] }, Desk: { assigned: ['Blue'] } },
      unread,
    });
    expect(lines).toEqual([
      'applications that could not be read: Wiki: somebody assigned to it could not be read',
      '1 permission set that could not be read in full: Admin: somebody who holds it could not be read',
      '1 principal that could not be read (2 assignments): group-Old',
    ]);
    expect(text).not.toMatch(/permissionSets: Admin|^ {2}Admin|applications: Wiki/m);
    expect(text).toContain('permissionSets: Read');
    expect(text).toContain('applications: Desk');
  });

  it('are sets in the management account, for a delegated administrator', () => {
    const grants = ['Blue Admin management', 'Blue Admin dev', 'Blue Read dev'];
    expect(told({ grants, delegated: true }).lines).toEqual([
      '1 permission set with a role in the management account (2 assignments): Admin',
    ]);
    expect(told({ grants }).lines).toEqual([]);
  });

  it('are assignments of the deleted, held back by settings with what they held', () => {
    const { lines, text } = told({ grants: ['gone:Old Admin dev', 'gone:Old Admin test'] });
    expect(lines).toEqual(['1 deleted principal (2 assignments): group-Old']);
    expect(text).toContain('- group-Old # Admin in 2 accounts');
  });

  it('are applications that only the deleted are assigned to, which no rule names', () => {
    const { lines, text } = told({
      grants: ['Blue Admin dev'],
      users: ['ada'],
      applications: {
        Payroll: { assigned: ['gone:Old', 'gone:Other'] },
        Desk: { assigned: ['gone:Old', 'user:ada'] },
        Wiki: { assigned: ['Blue'] },
        Empty: { assigned: [] },
      },
    });
    expect(lines).toEqual([
      '2 applications with deleted principals assigned, and nobody whom a rule could name (3 assignments): Desk, Payroll',
      '1 user with access of their own (1 assignment)',
    ]);
    expect(text).not.toMatch(/^[^#\n]*(?:Payroll|Desk|group-Old)/m);
    expect(text).toContain('applications: Wiki');
  });

  it('are the names of users, whose access alone is counted', () => {
    const { lines, text } = told({ grants: ['user:ada Read dev'], users: ['ada'] });
    expect(lines).toEqual(['1 user with access of their own (1 assignment)']);
    expect(text).not.toContain('ada');
  });

  it('tell of roles of an older version, which the first apply brings up to date', () => {
    const { lines } = told({ grants: ['Blue Admin dev'], stale: ['Admin dev'] });
    expect(lines).toEqual(['1 permission set with roles of an older version: Admin: in 1 account']);
  });
});
