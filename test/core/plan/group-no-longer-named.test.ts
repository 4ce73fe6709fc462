import { describe, expect, it } from 'vitest';
import { carrying, directoryOf, type Entra } from '../support/entra.ts';
import { type Files, rule } from '../support/files.ts';
import type { Live } from '../support/live.ts';
import { codes, findings, lines, planned, type Story } from '../support/planned.ts';

const set: Files = { permissionSets: { Admin: {} }, entra: { groupSync: 'manage' } };
const files = (...assignments: NonNullable<Files['assignments']>): Files => ({
  ...set,
  assignments,
});
const oldOnDev = files(rule('Old', 'Admin', 'dev'));
const givesOldUp: Files = { ...set, entra: { groupSync: 'manage', unassignGroups: ['Old'] } };

/** Entra and AWS have Old, and it is assigned. */
function world(entra: Entra = {}): Live {
  return {
    sets: { Admin: {} },
    groups: ['Old'],
    objectIds: carrying(['Old']),
    directory: directoryOf({ groups: ['Old'], groupSync: 'manage', ...entra }),
  };
}

describe('a group that no rule names any more', () => {
  it('is offered, and stays where it is', () => {
    const built = planned({ live: world(), head: set, base: oldOnDev });
    expect(lines(built)).toEqual([]);
    expect(findings(built)).toMatchObject([
      { code: 'group-no-longer-named', severity: 'info', origin: { file: 'access/main.yaml' } },
    ]);
    expect(findings(built)[0]?.headline).toContain('"Old"');
  });

  it.each<[string, Story]>([
    ['a rule still names it', { live: world(), head: oldOnDev, base: oldOnDev }],
    [
      'a rule still names it and reaches no account',
      {
        live: world(),
        head: files(rule('Old', 'Admin', 'name:none-*', { allowEmpty: true })),
        base: oldOnDev,
      },
    ],
    [
      'a rule still names it and its accounts are in doubt',
      { live: world(), head: files(rule('Old', 'Admin', 'ou:/Renamed')), base: oldOnDev },
    ],
    ['it is to be taken out', { live: world(), head: givesOldUp, base: oldOnDev }],
    ['it is not assigned', { live: world({ assigned: [] }), head: set, base: oldOnDev }],
    [
      'nobody had this tool keep it',
      {
        live: world(),
        head: set,
        base: { ...oldOnDev, entra: { groupSync: 'check' } },
      },
    ],
    [
      'this tool may change nothing in Entra',
      { live: world({ groupSync: 'check' }), head: set, base: oldOnDev },
    ],
  ])('is not offered where %s', (_what, story) => {
    expect(codes(planned(story))).not.toContain('group-no-longer-named');
  });
});
