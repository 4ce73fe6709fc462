import { describe, expect, it } from 'vitest';
import { approve } from '../../../src/core/approval/approve.ts';
import { carrying, directoryOf, type Entra, objectId } from '../support/entra.ts';
import { type Files, rule } from '../support/files.ts';
import type { Live } from '../support/live.ts';
import { findings, lines, planned } from '../support/planned.ts';

const set: Files = { permissionSets: { Read: {}, Admin: {} }, entra: {} };
const files = (...assignments: NonNullable<Files['assignments']>): Files => ({
  ...set,
  assignments,
});
const blue = files(rule('Blue', 'Admin', ['dev', 'test']));
const groups = ['Blue', 'Former'];

function world(grants: readonly string[], entra: Entra = {}, more: Live = {}): Live {
  return {
    sets: { Admin: {}, Read: {} },
    groups,
    objectIds: carrying(groups),
    grants,
    directory: directoryOf({ groups, ...entra }),
    ...more,
  };
}
const moved = ['Former Admin dev', 'Former Admin test'];

describe('a group that holds what a rule gives to a newcomer of its old name', () => {
  it('keeps it, the newcomer gets nothing, and both are told with all their ids', () => {
    const built = planned({ live: world(moved), head: blue, base: blue, withDrift: true });
    expect(lines(built)).toEqual([
      'drift grant Admin dev Blue (blocked)',
      'drift grant Admin test Blue (blocked)',
      'drift revoke Admin dev Former (blocked)',
      'drift revoke Admin test Former (blocked)',
    ]);
    const digest = built.plan.digest;
    expect(approve(built, { kind: 'digest', digest }).approved).toEqual(new Set());
    const found = findings(built);
    expect(found).toMatchObject([
      { code: 'group-renamed', severity: 'error', causedByHead: false },
    ]);
    expect(found[0]?.operations).toHaveLength(4);
    for (const word of ['Blue', 'Former', 'group-Blue', 'group-Former'].concat(
      groups.map(objectId),
    )) {
      expect(found[0]?.headline).toContain(word);
    }
  });

  it('is in the same doubt while the newcomer is not in AWS, and where Entra is not asked', () => {
    const unsynced = world(moved, {}, { groups: ['Former'] });
    for (const live of [unsynced, { ...world(moved), directory: null }]) {
      const built = planned({ live, head: blue, base: blue });
      expect(lines(built).every((text) => text.endsWith('(blocked)'))).toBe(true);
      expect(findings(built).map(({ code }) => code)).toContain('group-renamed');
    }
  });

  it('leaves what else is wrong as it is', () => {
    const base = files(rule('Blue', 'Admin', ['dev', 'test']), rule('Former', 'Read', 'prod'));
    expect(lines(planned({ live: world(moved), head: base, base }))).toContain(
      'drift grant Read prod Former',
    );
  });

  it.each<[string, Live, Files]>([
    [
      'the one of the name holds something that the files give it',
      world(['Former Admin dev', 'Blue Admin test']),
      blue,
    ],
    ['the other one holds something else', world(['Former Read dev']), blue],
    [
      'the rule means it by its object id',
      world(moved),
      files(rule(`entra:${objectId('Blue')}`, 'Admin', ['dev', 'test'])),
    ],
    [
      'another rule does',
      world(moved),
      files(
        rule('Blue', 'Admin', ['dev', 'test']),
        rule(`entra:${objectId('Blue')}`, 'Admin', ['dev', 'test']),
      ),
    ],
  ])('is no such doubt where %s', (_what, live, head) => {
    const built = planned({ live, head, base: head });
    expect(lines(built).filter((text) => text.endsWith('(blocked)'))).toEqual([]);
    expect(findings(built).map(({ code }) => code)).not.toContain('group-renamed');
  });

  it('is no such doubt where somebody changes the files so', () => {
    const base = files(rule('Former', 'Admin', ['dev', 'test']));
    const built = planned({ live: world(moved), head: blue, base });
    expect(lines(built)).toEqual([
      'change grant Admin dev Blue',
      'change grant Admin test Blue',
      'change revoke Admin dev Former',
      'change revoke Admin test Former',
    ]);
  });
});
