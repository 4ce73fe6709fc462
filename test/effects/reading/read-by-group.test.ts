import { describe, expect, test } from 'vitest';
import type { Files } from '../../core/support/files.ts';
import { rule } from '../../core/support/files.ts';
import { PortError } from '../../../src/ports/port-error.ts';
import { gatherNarrowly } from '../support/gather-narrowly.ts';

const files: Files = {
  manage: { users: true },
  permissionSets: { Admin: {} },
  assignments: [rule('Blue', 'Admin', ['dev', 'prod'])],
};
const asItIs = { head: files, base: files };
const everything = { about: 'everything' } as const;

const pairsAsked = (calls: readonly string[]): string[] =>
  calls.filter((call) => call.startsWith('listAssignments '));

describe('reading by group', () => {
  test('asks each group what it holds, and no pair that a group explains', async () => {
    const live = { sets: { Admin: {} }, grants: ['Blue Admin dev', 'Blue Admin prod'] };
    const { calls, snapshot, lines } = await gatherNarrowly({ ...asItIs, live }, everything);
    expect(snapshot.reading.strategy).toBe('by-group');
    expect(calls.filter((call) => call.startsWith('listAssignmentsOf')).toSorted()).toEqual([
      'listAssignmentsOf GROUP group-Blue',
      'listAssignmentsOf GROUP group-Green',
      'listAssignmentsOf GROUP group-Red',
    ]);
    expect(pairsAsked(calls)).toEqual([]);
    expect(lines).toEqual([]);
  });

  test('reads a pair that no group explains: who is there is a user or gone', async () => {
    const live = {
      users: ['ada'],
      sets: { Admin: {} },
      grants: [
        'Blue Admin dev',
        'Blue Admin prod',
        'user:ada Admin test',
        'gone:Old Admin sandbox',
      ],
    };
    const { calls, lines } = await gatherNarrowly({ ...asItIs, live }, everything);
    expect(pairsAsked(calls).toSorted()).toEqual([
      'listAssignments Admin sandbox',
      'listAssignments Admin test',
    ]);
    expect(lines.toSorted()).toEqual([
      'drift revoke Admin sandbox group-Old',
      'drift revoke Admin test ada',
    ]);
  });

  test('reads the pair where a group is to lose something, because who stays there decides what becomes of the role', async () => {
    const live = {
      users: ['ada'],
      sets: { Admin: {} },
      grants: ['Blue Admin dev', 'Blue Admin prod', 'Red Admin test', 'user:ada Admin test'],
    };
    const { calls, plan } = await gatherNarrowly(
      { head: { ...files, manage: {} }, base: { ...files, manage: {} }, live },
      everything,
    );
    expect(pairsAsked(calls)).toEqual(['listAssignments Admin test']);
    const [revoke] = plan.operations;
    expect(revoke).toMatchObject({ kind: 'revoke', principal: { name: 'Red' } });
    expect(revoke?.warnings).toEqual([]);
  });

  test('reads the pair where a group lacks something, because its former self may still be there', async () => {
    const live = {
      groups: ['Blue', 'Green', 'Red'],
      sets: { Admin: {} },
      grants: ['Blue Admin dev', 'Red Admin prod', 'gone:Old Admin prod'],
    };
    const both = {
      ...files,
      assignments: [...(files.assignments ?? []), rule('Red', 'Admin', 'prod')],
    };
    const { calls, lines } = await gatherNarrowly({ head: both, base: both, live }, everything);
    expect(pairsAsked(calls)).toEqual(['listAssignments Admin prod']);
    expect(lines.toSorted()).toEqual([
      'drift grant Admin prod Blue',
      'drift revoke Admin prod group-Old',
    ]);
  });

  test('reads every pair where the list of one group fails: what it has beside others would stay unseen', async () => {
    const live = {
      sets: { Admin: {} },
      grants: ['Blue Admin dev', 'Blue Admin prod', 'Red Admin prod'],
    };
    const failing = {
      ...everything,
      before: (call: string, about: readonly string[]): void => {
        if (call !== 'listAssignmentsOf' || !about.includes('group-Red')) return;
        throw new PortError('unavailable', `sso:${call}`, 'no good answer');
      },
    };
    const { snapshot, lines } = await gatherNarrowly({ ...asItIs, live }, failing);
    expect(snapshot.reading.strategy).toBe('complete');
    expect(snapshot.reading.why).toContain('no good answer');
    expect(lines).toEqual(['drift revoke Admin prod Red']);
  });
});
