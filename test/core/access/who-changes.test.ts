import { describe, expect, it } from 'vitest';
import { everything, nothing, pairKey } from '../../../src/core/model/reading.ts';
import { canonicalPolicy } from '../../../src/core/model/canonical-policy.ts';
import { type Files, rule } from '../support/files.ts';
import { accountId, groupId, managed, setArn } from '../support/live.ts';
import { lines, peopleOf, person, type PeopleStory, toldBy } from './told.ts';

const files = (...assignments: NonNullable<Files['assignments']>): Files => ({
  manage: { users: true },
  permissionSets: { Admin: { managedPolicies: ['AdministratorAccess'] }, Read: {} },
  assignments,
});
const sets = {
  Admin: { content: { managedPolicies: [managed('AdministratorAccess')] } },
  Read: {},
};

const blueGetsRead: PeopleStory = {
  live: { sets, grants: ['Green Read dev'] },
  base: files(rule('Green', 'Read', 'dev')),
  head: files(rule('Green', 'Read', 'dev'), rule('Blue', 'Read', ['dev', 'test'])),
  people: { Blue: 'ada bob', Green: 'bob cyd' },
};

const greenLosesRead: PeopleStory = {
  live: { sets, grants: ['Green Read dev', 'Blue Read dev', 'Red Admin dev'] },
  base: files(
    rule('Green', 'Read', 'dev'),
    rule('Blue', 'Read', 'dev'),
    rule('Red', 'Admin', 'dev'),
  ),
  head: files(rule('Blue', 'Read', 'dev'), rule('Red', 'Admin', 'dev')),
  people: { Blue: 'bob', Green: 'ada bob cyd', Red: 'ada' },
};

describe('who gains', () => {
  it('is told net of what people have through another group, account by account', () => {
    const told = toldBy(blueGetsRead);
    expect(lines(told)).toEqual([
      'Blue gains Read in dev: ada',
      'Blue gains Read in test: ada, bob',
      'Blue keeps Read in dev: bob (through Green)',
    ]);
    expect(told.counts).toMatchObject({ gain: 2, lose: 0, keep: 0 });
    expect(told.netOf).toBe('aws');
  });

  it('shares one line for accounts with the same people', () => {
    const told = toldBy({ ...blueGetsRead, people: { Blue: 'ada', Green: 'cyd' } });
    expect(lines(told)).toEqual(['Blue gains Read in dev, test: ada']);
  });

  it('leaves out who has it directly', () => {
    const told = toldBy({
      live: { sets, users: ['ada'], grants: ['user:ada Read dev'] },
      base: files({ users: 'ada', permissionSets: 'Read', accounts: 'dev' }),
      head: files(
        { users: 'ada', permissionSets: 'Read', accounts: 'dev' },
        rule('Blue', 'Read', 'dev'),
      ),
      people: { Blue: 'Ada bob' },
    });
    expect(lines(told)).toEqual([
      'Blue gains Read in dev: bob',
      'Blue keeps Read in dev: Ada (through itself)',
    ]);
    expect(told.counts).toMatchObject({ gain: 1, keep: 1 });
  });

  it('tells a user as one person', () => {
    const told = toldBy({
      live: { sets, users: ['ada'] },
      base: files(),
      head: files({ users: 'ada', permissionSets: 'Read', accounts: 'dev' }),
      people: {},
    });
    expect(lines(told)).toEqual(['ada gains Read in dev: ada']);
  });

  it('counts who gains by two groups once', () => {
    const told = toldBy({
      live: { sets },
      base: files(),
      head: files(rule(['Blue', 'Green'], 'Read', ['dev', 'test'])),
      people: { Blue: 'ada bob', Green: 'bob' },
    });
    expect(told.counts).toMatchObject({ gain: 2, keep: 0 });
  });

  it('puts administrators first, and counts their accounts', () => {
    const told = toldBy({
      live: { sets },
      base: files(),
      head: files(rule('Blue', 'Read', 'dev'), rule('Red', 'Admin', ['dev', 'test'])),
      people: { Blue: 'ada', Red: 'eve zoe' },
    });
    expect(lines(told)).toEqual([
      'Red gains Admin in dev, test: eve, zoe (administrator)',
      'Blue gains Read in dev: ada',
    ]);
    expect(told.counts).toMatchObject({ gainAdministrator: 2, administratorAccounts: 2 });
  });

  it('counts whom an edit makes administrators, in every account that holds the set', () => {
    const everybody = canonicalPolicy({
      Statement: { Effect: 'Allow', Action: '*', Resource: '*' },
    });
    const told = toldBy({
      live: { sets: { Read: {} }, grants: ['Blue Read dev', 'Blue Read test', 'Green Read dev'] },
      base: {
        permissionSets: { Read: {} },
        assignments: [rule('Blue', 'Read', ['dev', 'test']), rule('Green', 'Read', 'dev')],
      },
      head: {
        permissionSets: { Read: { inlinePolicy: JSON.parse(everybody) as object } },
        assignments: [rule('Blue', 'Read', ['dev', 'test']), rule('Green', 'Read', 'dev')],
      },
      people: { Blue: 'ada bob', Green: null },
    });
    expect(told.reach).toEqual([
      {
        permissionSet: 'Read',
        people: 2,
        accounts: 2,
        unknown: 1,
        becomesAdministrator: 'its inline policy allows * on every resource',
      },
    ]);
    expect(told.counts).toMatchObject({ gain: 0, gainAdministrator: 2, administratorAccounts: 2 });
  });
});

describe('who loses', () => {
  it('is told net of what people keep, and says whose last way in it was', () => {
    const told = toldBy(greenLosesRead);
    expect(lines(told)).toEqual([
      'Green loses Read in dev: ada, cyd (last way in of 1)',
      'Green keeps Read in dev: bob (through Blue)',
    ]);
    expect(told.counts).toEqual({
      gain: 0,
      lose: 2,
      keep: 1,
      gainAdministrator: 0,
      administratorAccounts: 0,
      loseLastWayIn: 1,
    });
  });

  it('is told of nobody where the group is gone', () => {
    const told = toldBy({
      live: { sets, groups: ['Blue'], grants: ['gone:Green Read dev'] },
      base: files(rule('Green', 'Read', 'dev')),
      head: files(),
      people: {},
    });
    expect(told).toMatchObject({ changes: [], unknown: [], counts: { lose: 0 } });
  });

  it('is told of people whom another group takes in, as keeping', () => {
    const told = toldBy({
      live: { sets, grants: ['Green Read dev'] },
      base: files(rule('Green', 'Read', 'dev')),
      head: files(rule('Blue', 'Read', 'dev')),
      people: { Blue: 'ada bob', Green: 'bob cyd' },
    });
    expect(lines(told)).toEqual([
      'Green loses Read in dev: cyd (last way in of 1)',
      'Blue gains Read in dev: ada',
      'Blue keeps Read in dev: bob (through Green)',
      'Green keeps Read in dev: bob (through Blue)',
    ]);
    expect(told.counts).toMatchObject({ gain: 1, lose: 1, keep: 1 });
  });

  it('does not keep anybody by what the next apply takes away', () => {
    const pending = {
      ...greenLosesRead,
      base: files(rule('Green', 'Read', 'dev'), rule('Red', 'Admin', 'dev')),
      head: files(rule('Red', 'Admin', 'dev')),
      lastApplied: greenLosesRead.base ?? null,
    };
    expect(lines(toldBy(pending))).toEqual([
      'Green loses Read in dev: ada, bob, cyd (last way in of 2)',
    ]);
  });

  it('counts no way in that waits for Entra, is blocked or is another pull request’s', () => {
    const elsewhere = {
      ...greenLosesRead,
      live: { sets, grants: ['Green Read dev', 'Blue Read dev'] },
      lastApplied: files(rule('Green', 'Read', 'dev'), rule('Blue', 'Read', 'dev')),
    };
    expect(lines(toldBy(elsewhere))[0]).toBe(
      'Green loses Read in dev: ada, cyd (last way in of 2)',
    );
  });
});

describe('a renamed set', () => {
  const renamed = (policies: readonly string[]): PeopleStory => ({
    live: { sets: { Read: {} }, grants: ['Blue Read dev'] },
    base: { permissionSets: { Read: {} }, assignments: [rule('Blue', 'Read', 'dev')] },
    head: {
      permissionSets: { View: { renamedFrom: 'Read', managedPolicies: policies } },
      assignments: [rule(['Blue', 'Green'], 'View', 'dev')],
    },
    people: { Blue: 'ada bob', Green: 'bob cyd' },
  });

  it('is kept under its new name, also by another group', () => {
    const told = toldBy(renamed([]));
    expect(lines(told)).toEqual([
      'Green gains View in dev: cyd',
      'Blue keeps Read in dev: ada, bob (through Green)',
      'Blue keeps View in dev: ada, bob',
      'Green keeps View in dev: bob (through Blue)',
    ]);
    expect(told.counts).toMatchObject({ gain: 1, lose: 0, keep: 2 });
  });

  it('is other access where its policies differ, so that no name hides what is gained', () => {
    const told = toldBy(renamed(['AdministratorAccess']));
    expect(lines(told)[0]).toBe('Blue gains View in dev: ada, bob (administrator)');
    expect(told.counts).toMatchObject({ gain: 3, lose: 2, gainAdministrator: 3 });
  });
});

describe('what is not known', () => {
  it('is listed, and never counted as nobody', () => {
    const told = toldBy({ ...blueGetsRead, people: { Blue: null, Green: 'bob' } });
    expect(lines(told)).toEqual([]);
    expect(told.unknown).toMatchObject([{ principal: { name: 'Blue' }, why: 'access denied' }]);
  });

  it('is listed too where nobody asked', () => {
    const told = toldBy({ ...blueGetsRead, people: { Green: 'bob' } });
    expect(told.unknown).toMatchObject([
      { principal: { name: 'Blue' }, why: 'its members were not read' },
    ]);
  });

  it('keeps nobody, and takes the certainty from gains and losses beside it', () => {
    const gain = toldBy({ ...blueGetsRead, people: { Blue: 'ada bob', Green: null } });
    expect(lines(gain)).toEqual([
      'Blue gains Read in dev: ada, bob (unless in Green)',
      'Blue gains Read in test: ada, bob',
    ]);
    const loss = toldBy({
      ...greenLosesRead,
      people: { Green: 'ada bob', Red: 'ada', Blue: null },
    });
    expect(lines(loss)).toEqual([
      'Green loses Read in dev: ada, bob (last way in of who knows) (unless in Blue)',
    ]);
    expect(loss.counts).toMatchObject({ lose: 2, keep: 0, loseLastWayIn: null });
  });

  it('leaves a last way in open only for whom no known group helps', () => {
    const people = { Green: 'ada bob', Blue: 'bob', Red: null };
    expect(lines(toldBy({ ...greenLosesRead, people }))[0]).toBe(
      'Green loses Read in dev: ada (last way in of who knows)',
    );
  });
});

describe('who else holds the same', () => {
  const unseen: PeopleStory = {
    ...blueGetsRead,
    live: {
      sets,
      grants: [],
      coverage: {
        ...nothing,
        permissionSets: null,
        grants: ['dev', 'test'].map((name) => `${accountId(name)} Read GROUP ${groupId('Blue')}`),
      },
    },
  };

  it('is what the files grant where AWS was not asked, and that is said', () => {
    const told = toldBy(unseen);
    expect(lines(told)[2]).toBe('Blue keeps Read in dev: bob (through Green)');
    expect(told.netOf).toBe('files');
  });

  it('is nobody of the files whom AWS was asked about and does not have', () => {
    const told = toldBy({ ...unseen, live: { ...unseen.live, coverage: everything } });
    expect(lines(told)).toEqual(['Blue gains Read in dev, test: ada, bob']);
    expect(told.netOf).toBe('aws');
  });

  it('is nobody of the files where AWS has no such set', () => {
    const told = toldBy({ ...unseen, live: { ...unseen.live, sets: {} } });
    expect(lines(told)).toEqual(['Blue gains Read in dev, test: ada, bob']);
    expect(told.netOf).toBe('aws');
  });

  it('is whom the source of people says, whatever the files grant', () => {
    const holders = new Map(
      ['dev', 'test'].map((name) => [pairKey(accountId(name), 'Read'), [groupId('Red')]] as const),
    );
    const people = peopleOf({ Blue: 'ada bob', Green: 'bob', Red: 'ada' }, { holders });
    const told = toldBy({ ...unseen, people });
    expect(lines(told)).toEqual([
      'Blue gains Read in dev, test: bob',
      'Blue keeps Read in dev, test: ada (through Red)',
    ]);
    expect(told.netOf).toBe('aws');
  });

  it.each([
    ['the pair', { part: 'assignments', arn: setArn('Read'), accountId: accountId('dev') }],
    ['accounts of the set', { part: 'provisioned-accounts', arn: setArn('Read') }],
    ['a set without a name', { part: 'permission-set', arn: setArn('Lost'), name: null }],
  ] as const)(
    'keeps nobody by what only the files grant where %s could not be read',
    (_what, part) => {
      const told = toldBy({
        ...greenLosesRead,
        live: { sets, grants: ['Green Read dev'], unread: [{ ...part, why: 'throttled' }] },
        lastApplied: files(),
      });
      expect(lines(told)).toEqual(['Green loses Read in dev: ada, bob, cyd (last way in of 3)']);
      expect(told.netOf).toBe('files');
    },
  );
});

describe('people who get nothing', () => {
  it('are told where a group is granted something and they are in groups inside it', () => {
    const members = new Map([
      [groupId('Blue'), { people: [person('ada')], nestedOnly: 3 }],
      [groupId('Green'), { people: [], nestedOnly: 9 }],
    ]);
    const told = toldBy({ ...blueGetsRead, people: peopleOf({}, { members }) });
    expect(told.nested).toMatchObject([{ principal: { name: 'Blue' }, people: 3 }]);
  });
});

describe('names', () => {
  const crowd = (size: number, prefix: string): string =>
    Array.from({ length: size }, (_, index) => `${prefix}${String(index).padStart(3, '0')}`).join(
      ' ',
    );

  it('are 25 of a change and 500 in all, with all people counted', () => {
    const groups = Array.from({ length: 30 }, (_, index) => `Team${index}`);
    const told = toldBy({
      live: { sets, groups },
      base: files(),
      head: files(...groups.map((name) => rule(name, 'Read', 'dev'))),
      people: Object.fromEntries(groups.map((name) => [name, crowd(40, name)])),
    });
    expect(told.counts.gain).toBe(1200);
    expect(told.changes.map(({ total }) => total)).toEqual(groups.map(() => 40));
    const shown = told.changes.map(({ names }) => names.length);
    expect(Math.max(...shown)).toBe(25);
    expect(shown.reduce((sum, number) => sum + number, 0)).toBe(500);
  });

  it('that were not read are counted: of each change, and once each of whom Entra does not name', () => {
    const nameless = ['e1', 'u1'].map((id) => ({ id, name: null }));
    const members = { people: [person('ada'), ...nameless], nestedOnly: 0 };
    const people = peopleOf(
      {},
      {
        source: 'entra',
        members: new Map([[groupId('Blue'), members]]),
        unnamed: new Set(['e1', 'e2']),
      },
    );
    const change = {
      live: { sets, groups: ['Blue'] },
      base: files(),
      head: files(rule('Blue', ['Read', 'Admin'], 'dev')),
      people,
    };
    const told = toldBy(change);
    expect(told.changes.map(({ total, names, unnamed }) => [total, names, unnamed])).toEqual([
      [3, ['ada'], 2],
      [3, ['ada'], 2],
    ]);
    expect(told.unnamed).toBe(1);
    const counted = toldBy({ ...change, show: 'counts' });
    expect([counted.unnamed, ...counted.changes.map(({ unnamed }) => unnamed)]).toEqual([0, 0, 0]);
  });

  it('are nowhere where people are only counted', () => {
    const told = toldBy({
      live: { sets, users: ['ada'], grants: ['user:ada Read test'] },
      base: files({ users: 'ada', permissionSets: 'Read', accounts: 'test' }),
      head: files(
        { users: 'ada', permissionSets: 'Read', accounts: 'dev' },
        rule('Blue', 'Read', 'test'),
      ),
      people: { Blue: 'ada bob' },
      show: 'counts',
    });
    expect(told.counts).toMatchObject({ gain: 2, lose: 0 });
    expect(JSON.stringify(told).replaceAll('user-ada', '')).not.toMatch(/ada|bob/);
  });

  it('are left out of changes that nobody would read', () => {
    const accounts = Array.from({ length: 520 }, (_, index) => `account-${index}`);
    const told = toldBy({
      live: {
        sets,
        accounts: Object.fromEntries(['management', ...accounts].map((name) => [name, {}])),
        users: accounts,
      },
      base: files(),
      head: files(
        ...accounts.map((name) => ({ users: name, permissionSets: 'Read', accounts: name })),
      ),
      people: {},
    });
    expect(told.changes).toHaveLength(500);
    expect(told.leftOut).toBe(20);
    expect(told.counts.gain).toBe(520);
  });
});
