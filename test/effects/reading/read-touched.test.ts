import { describe, expect, test } from 'vitest';
import { PortError } from '../../../src/ports/port-error.ts';
import { carrying } from '../../core/support/entra.ts';
import { type Files, rule } from '../../core/support/files.ts';
import type { Live } from '../../core/support/live.ts';
import { setArn } from '../../core/support/live.ts';
import { gatherNarrowly } from '../support/gather-narrowly.ts';

const blue = rule('Blue', 'Admin', ['dev', 'prod']);
const base: Files = { permissionSets: { Admin: {}, Read: {} }, assignments: [blue] };
const live: Live = {
  sets: { Admin: {}, Read: {} },
  grants: ['Blue Admin dev', 'Blue Admin prod'],
};
const withRules = (...assignments: readonly ReturnType<typeof rule>[]): Files => ({
  ...base,
  assignments,
});

/** Who holds what, and where roles are. */
const askedOf = (calls: readonly string[]): string[] =>
  calls
    .filter((call) =>
      /^(?:listAssignments|listProvisionedAccounts|listPermissionSetsIn)/.test(call),
    )
    .toSorted();

interface Case {
  readonly head: Files;
  readonly live?: Live;
  readonly asked: readonly string[];
  readonly lines: readonly string[];
}

const cases: Readonly<Record<string, Case>> = {
  'nothing for the same files': { head: base, asked: [], lines: [] },
  'the pair of one grant': {
    head: withRules(blue, rule('Red', 'Read', 'dev')),
    asked: ['listAssignments Read dev'],
    lines: ['change grant Read dev Red'],
  },
  'what a group holds for several grants of it': {
    head: withRules(blue, rule('Red', ['Admin', 'Read'], ['dev', 'test', 'prod'])),
    live: { ...live, grants: [...(live.grants ?? []), 'Red Read dev'] },
    asked: ['listAssignmentsOf GROUP group-Red'],
    lines: [
      'change grant Admin dev Red',
      'change grant Admin prod Red',
      'change grant Admin test Red',
      'change grant Read prod Red',
      'change grant Read test Red',
    ],
  },
  'the pair that somebody leaves, whoever else is there': {
    head: withRules(rule('Blue', 'Admin', 'dev')),
    live: { ...live, grants: [...(live.grants ?? []), 'Green Admin prod'] },
    asked: ['listAssignments Admin prod'],
    lines: ['change revoke Admin prod Blue', 'drift revoke Admin prod Green'],
  },
  'roles of an edited set, and one pair that somebody holds': {
    head: { ...base, permissionSets: { Admin: { sessionDuration: '8h' }, Read: {} } },
    asked: [
      'listAssignments Admin dev',
      'listProvisionedAccounts Admin all',
      'listProvisionedAccounts Admin stale',
    ],
    lines: ['change provision-permission-set Admin', 'change update-permission-set Admin'],
  },
  'every pair of a set that goes': {
    head: { permissionSets: { Read: {} } },
    live: { ...live, grants: [...(live.grants ?? []), 'Green Admin test'] },
    asked: [
      'listAssignments Admin dev',
      'listAssignments Admin prod',
      'listAssignments Admin test',
      'listProvisionedAccounts Admin all',
      'listProvisionedAccounts Admin stale',
    ],
    lines: [
      'change delete-permission-set Admin',
      'change revoke Admin dev Blue',
      'change revoke Admin prod Blue',
      'change revoke Admin test Green',
    ],
  },
};

describe('a reading of what a change touches asks', () => {
  test.each(Object.entries(cases))('%s', async (_, { head, live: world = live, asked, lines }) => {
    const found = await gatherNarrowly({ head, base, live: world });
    expect(found.snapshot.reading.strategy).toBe('touched');
    expect(askedOf(found.calls)).toEqual(asked);
    expect([...found.lines].toSorted()).toEqual(lines);
  });
});

test('nothing is asked for a group that AWS does not know yet, because it holds nothing', async () => {
  const entra = { groupSync: 'check' };
  const head: Files = { ...withRules(blue, rule('New', 'Read', ['dev', 'test', 'prod'])), entra };
  const { calls, lines } = await gatherNarrowly(
    {
      head,
      base: { ...base, entra },
      live: { ...live, objectIds: carrying(['Blue', 'Green', 'Red']) },
    },
    { entra: { groups: ['Blue', 'Green', 'Red', 'New'] } },
  );
  expect(askedOf(calls)).toEqual([]);
  expect(lines).toEqual([
    'change grant Read dev New (waiting)',
    'change grant Read prod New (waiting)',
    'change grant Read test New (waiting)',
  ]);
});

describe('permission sets are found by name', () => {
  const head = withRules(blue, rule('Red', 'Read', 'dev'));
  const described = (calls: readonly string[]): string[] =>
    calls.filter((call) => call.startsWith('describePermissionSet')).toSorted();
  const all = ['describePermissionSet Admin', 'describePermissionSet Read'];
  const idOf = (name: string): string => setArn(name).replace(/^.*\//, '');
  const hints = (names: Readonly<Record<string, string>>): ReadonlyMap<string, string> =>
    new Map(Object.entries(names).map(([name, told]) => [idOf(name), told]));

  test.each([
    ['all are asked where nobody remembers a name', {}, all],
    [
      'one is verified where its name is remembered',
      { Admin: 'Admin', Read: 'Read' },
      all.slice(1),
    ],
    ['those without a hint are asked', { Admin: 'Admin' }, all.slice(1)],
    ['all are asked where a hint was wrong', { Admin: 'Read', Read: 'Admin' }, all],
  ] as const)('%s', async (_, names, asked) => {
    const { calls, lines } = await gatherNarrowly({ head, base, live }, { names: hints(names) });
    expect(described(calls)).toEqual(asked);
    expect(lines).toEqual(['change grant Read dev Red']);
  });

  test('one that could not be asked for its name is not made anew', async () => {
    const before = (call: string, about: readonly string[]): void => {
      if (call !== 'describePermissionSet' || !about.includes('Read')) return;
      throw new PortError('unavailable', `sso:${call}`, 'no good answer');
    };
    const { lines } = await gatherNarrowly({ head, base, live }, { before });
    expect(lines.length).toBeGreaterThan(0);
    expect(lines.filter((line) => !line.endsWith('(blocked)'))).toEqual([]);
  });
});

describe('a delegated administrator', () => {
  const delegated = { ...live, delegated: true };
  const there = { ...delegated, grants: [...(live.grants ?? []), 'Blue Read management'] };

  test('is told by one list which sets the management account has', async () => {
    const head = withRules(blue, rule('Red', 'Read', 'dev'));
    const found = await gatherNarrowly({ head, base, live: there });
    expect(askedOf(found.calls)).toContain('listPermissionSetsIn management');
    expect(found.lines).toEqual(['change grant Read dev Red (blocked)']);
  });

  test('releases no set that the management account has', async () => {
    const head = {
      permissionSets: { Admin: {} },
      assignments: [blue],
      manage: { release: ['Read'] },
    };
    const { lines } = await gatherNarrowly({ head, base, live: there });
    expect(lines).toEqual(['change release-permission-set Read (blocked)']);
    const free = await gatherNarrowly({ head, base, live: delegated });
    expect(free.lines).toEqual(['change release-permission-set Read']);
  });
});
