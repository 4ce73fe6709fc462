import { describe, expect, it } from 'vitest';
import { type Files, rule } from '../support/files.ts';
import { accounts, managed } from '../support/live.ts';
import { lines, planned } from '../support/planned.ts';

const nothing: Files = {};
const set: Files = { permissionSets: { Admin: {} } };
const wider: Files = { permissionSets: { Admin: { managedPolicies: ['ReadOnlyAccess'] } } };
const granted: Files = { ...set, assignments: [rule('Blue', 'Admin', 'dev')] };
const bare = { sets: { Admin: {} } };

/** Who asked, told by which of the three commits ask for it. */
interface Case {
  readonly what: string;
  readonly live: Parameters<typeof planned>[0]['live'];
  readonly without: Files;
  readonly asking: Files;
  readonly operation: string;
}

const asked: readonly Case[] = [
  {
    what: 'a new set',
    live: {},
    without: nothing,
    asking: set,
    operation: 'create-permission-set Admin',
  },
  {
    what: 'an adoption',
    live: { sets: { Admin: { owner: null } } },
    without: nothing,
    asking: set,
    operation: 'adopt-permission-set Admin',
  },
  {
    what: 'an edit',
    live: bare,
    without: set,
    asking: wider,
    operation: 'update-permission-set Admin',
  },
  {
    what: 'a re-provisioning',
    live: {
      sets: { Admin: { content: { managedPolicies: [managed('ReadOnlyAccess')] } } },
      grants: ['Blue Admin dev'],
      stale: ['Admin dev'],
    },
    without: granted,
    asking: { ...wider, assignments: [rule('Blue', 'Admin', 'dev')] },
    operation: 'provision-permission-set Admin',
  },
  { what: 'a grant', live: bare, without: set, asking: granted, operation: 'grant Admin dev Blue' },
  {
    what: 'a release',
    live: bare,
    without: { manage: { release: [] } },
    asking: { manage: { release: ['Admin'] } },
    operation: 'release-permission-set Admin',
  },
  {
    what: 'a revocation',
    live: { ...bare, grants: ['Blue Admin dev'] },
    without: granted,
    asking: set,
    operation: 'revoke Admin dev Blue',
  },
  {
    what: 'a deletion',
    live: bare,
    without: set,
    asking: nothing,
    operation: 'delete-permission-set Admin',
  },
];

describe.each(asked)('the cause of $what', ({ live = {}, without, asking, operation }) => {
  it('is change where head asks for it and base does not', () => {
    const built = planned({ live, head: asking, base: without });
    expect(lines(built)).toEqual([`change ${operation}`]);
  });

  it('is pending where base asks for it and the last complete apply did not', () => {
    const built = planned({ live, head: asking, base: asking, lastApplied: without });
    expect(lines(built)).toEqual([`pending ${operation}`]);
  });

  it('is drift where all three ask for it', () => {
    const built = planned({ live, head: asking, base: asking });
    expect(lines(built)).toEqual([`drift ${operation}`]);
  });

  it('is change where base took it back and head asks again', () => {
    const built = planned({ live, head: asking, base: without, lastApplied: asking });
    expect(lines(built)).toEqual([`change ${operation}`]);
  });
});

describe('without a complete apply', () => {
  it('what base already asks for is change, because nobody can say that it was ever reviewed', () => {
    const built = planned({ live: bare, head: granted, base: granted, lastApplied: null });
    expect(lines(built)).toEqual(['change grant Admin dev Blue']);
  });

  it('a revocation on a set that base declares is change: taking it over may not have ended', () => {
    const built = planned({
      live: { ...bare, grants: ['Red Admin dev'] },
      head: set,
      base: set,
      lastApplied: null,
    });
    expect(lines(built)).toEqual(['change revoke Admin dev Red']);
  });
});

describe('what was merged in between, half applied and taken back', () => {
  const live = { ...bare, grants: ['Blue Admin dev'] };

  it('is revoked as change by the apply that counts from before both', () => {
    const built = planned({ live, head: set, base: set, between: [granted] });
    expect(lines(built)).toEqual(['change revoke Admin dev Blue']);
  });

  it('is pending for the next pull request', () => {
    const last = { ...set };
    const built = planned({ live, head: set, base: set, lastApplied: last, between: [granted] });
    expect(lines(built)).toEqual(['pending revoke Admin dev Blue']);
  });

  it('is granted again as change where the revocation was what got half applied', () => {
    const built = planned({ live: bare, head: granted, base: granted, between: [set] });
    expect(lines(built)).toEqual(['change grant Admin dev Blue']);
  });

  it('is drift where nothing in between speaks of it', () => {
    const built = planned({ live, head: set, base: set, between: [wider] });
    expect(lines(built)).toContain('drift revoke Admin dev Blue');
  });
});

describe('what base cannot compute', () => {
  it('is change: a directory that base lacks', () => {
    expect(lines(planned({ live: bare, head: granted, base: null }))).toEqual([
      'change grant Admin dev Blue',
    ]);
  });

  it('is change: what a set that only head declares holds beside', () => {
    const live = { ...bare, grants: ['Red Admin dev'] };
    expect(lines(planned({ live, head: set, base: null }))).toEqual([
      'change revoke Admin dev Red',
    ]);
  });
});

describe('an end that has come', () => {
  const live = { ...bare, grants: ['Blue Admin dev'] };
  const until = (expires: string | null): Files => ({
    ...set,
    assignments: [rule('Blue', 'Admin', 'dev', expires === null ? {} : { expires })],
  });
  const past = until('2026-01-01');

  it('is expiry where the same end was in the files at the last complete apply', () => {
    expect(lines(planned({ live, head: past, base: past }))).toEqual([
      'expiry revoke Admin dev Blue',
    ]);
  });

  it.each([
    ['set', until(null)],
    ['shortened', until('2027-01-01')],
    ['back-dated', until('2026-01-03')],
  ])('is change where this head has %s it', (_word, base) => {
    expect(lines(planned({ live, head: past, base }))).toEqual(['change revoke Admin dev Blue']);
  });

  it('is pending where base has set it and the last complete apply did not have it', () => {
    const built = planned({ live, head: past, base: past, lastApplied: until(null) });
    expect(lines(built)).toEqual(['pending revoke Admin dev Blue']);
  });

  it('is change where head goes back to an end that base had moved', () => {
    const built = planned({ live, head: past, base: until('2027-01-01'), lastApplied: past });
    expect(lines(built)).toEqual(['change revoke Admin dev Blue']);
  });

  it('is change, not expiry, where no apply was ever complete', () => {
    const built = planned({ live, head: past, base: past, lastApplied: null });
    expect(lines(built)).toEqual(['change revoke Admin dev Blue']);
  });

  it('revokes nothing while another rule still grants', () => {
    const both: Files = {
      ...set,
      assignments: [
        rule('Blue', 'Admin', 'dev', { expires: '2026-01-01' }),
        rule('Blue', 'Admin', 'dev', { expires: '2026-02-01' }),
      ],
    };
    expect(lines(planned({ live, head: both, base: past }))).toEqual([]);
  });

  it('is granted again as change where head moves it into the future', () => {
    const built = planned({ live: bare, head: until('2027-01-01'), base: past });
    expect(lines(built)).toEqual(['change grant Admin dev Blue']);
  });

  it('comes at the end of its day in UTC', () => {
    const head = until('2026-01-15');
    const at = (now: string) => lines(planned({ live, head, base: head, now }));
    expect(at('2026-01-15T23:59:58.000Z')).toEqual([]);
    expect(at('2026-01-16T00:00:00.000Z')).toEqual(['expiry revoke Admin dev Blue']);
  });
});

describe('an account that joined', () => {
  const everywhere: Files = { ...set, assignments: [rule('Blue', 'Admin', 'ou:/Work/Dev')] };
  const joined = (joinedAt: string | null) => ({
    ...bare,
    accounts: { ...accounts, test: { ou: '/Work/Dev', joinedAt } },
    grants: ['Blue Admin dev'],
  });

  it('after the last complete apply gets its grants as new-account', () => {
    const live = joined('2026-01-12T00:00:00.000Z');
    expect(lines(planned({ live, head: everywhere, base: everywhere }))).toEqual([
      'new-account grant Admin test Blue',
    ]);
  });

  it.each([['2026-01-09T00:00:00.000Z'], [null]])('at %s is drift like any other', (joinedAt) => {
    expect(lines(planned({ live: joined(joinedAt), head: everywhere, base: everywhere }))).toEqual([
      'drift grant Admin test Blue',
    ]);
  });

  it('is drift where its holder lacks elsewhere what the rule gives: the name may mean another now', () => {
    const live = joined('2026-01-12T00:00:00.000Z');
    const rebound = { ...live, groups: ['Blue=g-new', 'Old=group-Blue'] };
    expect(lines(planned({ live: rebound, head: everywhere, base: everywhere }))).toEqual([
      'drift grant Admin dev Blue (blocked)',
      'drift grant Admin test Blue (blocked)',
      'drift revoke Admin dev Old (blocked)',
    ]);
  });

  it('is drift where its holder has nothing that earlier files gave: nobody knows who he is', () => {
    const only: Files = { ...set, assignments: [rule('Blue', 'Admin', 'test')] };
    const live = { ...joined('2026-01-12T00:00:00.000Z'), grants: [] };
    expect(lines(planned({ live, head: only, base: only }))).toEqual([
      'drift grant Admin test Blue',
    ]);
  });

  it('is change where the rule itself is new', () => {
    const live = joined('2026-01-12T00:00:00.000Z');
    expect(lines(planned({ live: { ...live, grants: [] }, head: everywhere, base: set }))).toEqual([
      'change grant Admin dev Blue',
      'change grant Admin test Blue',
    ]);
  });
});
