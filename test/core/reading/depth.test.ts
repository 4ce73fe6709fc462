import { describe, expect, test } from 'vitest';
import { type Depth, depthOf, needsRoles } from '../../../src/core/reading/depth.ts';
import { touchedBy } from '../../../src/core/reading/touched.ts';
import { type Files, rule } from '../support/files.ts';
import { type LiveSet, snapshotOf } from '../support/live.ts';
import { versionsOf } from '../support/planned.ts';

interface Case {
  readonly name?: string;
  readonly live?: LiveSet;
  readonly head: Files;
  readonly base: Files;
  readonly depth: Depth;
}

const blue = rule('Blue', 'Admin', 'dev');
const plain: Files = { permissionSets: { Admin: {} }, assignments: [blue] };
const longer: Files = { ...plain, permissionSets: { Admin: { sessionDuration: '8h' } } };
const tagged: Files = { ...plain, permissionSets: { Admin: { tags: { team: 'a' } } } };
const without: Files = { permissionSets: {} };
const isLonger: LiveSet = { content: { sessionDuration: 8 * 3600 } };

const cases: Readonly<Record<string, Case>> = {
  'a set that stays as it is': { head: plain, base: plain, depth: 'grants' },
  'a set whose roles an edit must reach': { head: longer, base: plain, depth: 'roles' },
  'a set that somebody edited by hand': {
    live: isLonger,
    head: plain,
    base: plain,
    depth: 'roles',
  },
  'a set whose edit is done, and its roles may not be': {
    live: isLonger,
    head: longer,
    base: plain,
    depth: 'stale-roles',
  },
  'a set that gets a tag, which no role has': { head: tagged, base: plain, depth: 'stale-roles' },
  'a set that is new to the files and ours already': { head: plain, base: without, depth: 'whole' },
  'a set that is taken over': { live: { owner: null }, head: plain, base: plain, depth: 'whole' },
  'a set that is deleted': { head: without, base: plain, depth: 'whole' },
  'a set that is released': {
    head: { ...without, manage: { release: ['Admin'] } },
    base: plain,
    depth: 'nothing',
  },
  'a set of another owner': {
    live: { owner: 'network' },
    head: plain,
    base: without,
    depth: 'nothing',
  },
  'a set of nobody that no file declares': {
    live: { owner: null },
    head: without,
    base: without,
    depth: 'nothing',
  },
  'a set of nobody that another one is renamed from': {
    name: 'Legacy',
    live: { owner: null },
    head: { permissionSets: { Admin: { renamedFrom: 'Legacy' } } },
    base: without,
    depth: 'roles',
  },
};

describe('how far a live set is read', () => {
  test.each(Object.entries(cases))('%s', (_, { name = 'Admin', live = {}, head, base, depth }) => {
    const snapshot = snapshotOf({ sets: { [name]: live } });
    const versions = versionsOf({ head, base }, snapshot);
    const [set] = snapshot.permissionSets;
    expect(set && depthOf(set, touchedBy(versions), versions)).toBe(depth);
  });

  test('its accounts are asked for where roles count', () => {
    const all: readonly Depth[] = ['nothing', 'grants', 'roles', 'stale-roles', 'whole'];
    expect(all.filter(needsRoles)).toEqual(['roles', 'stale-roles', 'whole']);
  });
});
