import { describe, expect, it } from 'vitest';
import { nothing, pairKey } from '../../src/core/model/reading.ts';
import type { People } from '../../src/core/model/people.ts';
import type { Snapshot } from '../../src/core/model/snapshot.ts';
import type { PlannedChange } from '../../src/core/access/people-question.ts';
import { readMemberCounts, readPeople } from '../../src/effects/read-people.ts';
import { PortError, type PortErrorKind } from '../../src/ports/port-error.ts';
import { carrying, directoryOf, objectId } from '../core/support/entra.ts';
import { type Files, rule } from '../core/support/files.ts';
import { accountId, groupId, type Live, snapshotOf } from '../core/support/live.ts';
import { plannedOn, type Story, versionsOf } from '../core/support/planned.ts';
import { type FakePeople, fakePeople } from './support/fake-people.ts';

const live = {
  groups: ['Blue', 'Green', 'Red'],
  sets: { Admin: {}, Reader: {} },
  grants: ['Green Reader dev'],
} satisfies Live;
const staying = rule('Green', 'Reader', 'dev');

function files(...assignments: NonNullable<Files['assignments']>): Files {
  return { permissionSets: { Admin: {}, Reader: {} }, assignments };
}

const blue: Story = {
  live,
  base: files(staying),
  head: files(staying, rule('Blue', 'Reader', 'dev')),
};

function changeOf(story: Story, seen: Partial<Snapshot> = {}): PlannedChange {
  const whole = snapshotOf(story.live ?? live);
  const { plan } = plannedOn(story, whole);
  const snapshot = { ...whole, ...seen };
  return { operations: plan.operations, snapshot, versions: versionsOf(story, snapshot) };
}

interface Asking {
  readonly story?: Story;
  readonly mode?: 'names' | 'counts';
  /** What of the organization was read, where it is not all of it. */
  readonly seen?: Partial<Snapshot>;
}

async function read(fake: FakePeople, { story = blue, mode = 'names', seen = {} }: Asking = {}) {
  const change = changeOf(story, seen);
  const { ports, asked, lines } = fakePeople(change.snapshot, fake);
  const people = await readPeople(ports, change, mode);
  if (people === null) throw new Error('nobody was asked');
  return { people, asked, lines };
}

/** `Blue: ada@x bob@x`, with ids where there are no names. */
function told({ members }: People): string[] {
  return [...members].map(([id, { people }]) =>
    [`${id.replace('group-', '')}:`, ...people.map((one) => one.name ?? `(${one.id})`)].join(' '),
  );
}

function failing(
  kind: PortErrorKind,
  isMeant: (call: string, about: readonly string[]) => boolean,
) {
  return (call: string, about: readonly string[]): void => {
    if (isMeant(call, about)) {
      throw new PortError(kind, `identitystore:${call}`, 'ada@x is not allowed');
    }
  };
}

const members = { 'group-Blue': ['user-ada', 'user-bob'], 'group-Green': ['user-bob', 'user-eve'] };
const users = { 'user-ada': 'Ada@x', 'user-bob': 'bob@x', 'user-eve': 'eve@x' };

describe('from the identity store', () => {
  it('names the people of changed groups, and tells who of them are in the others', async () => {
    const { people, asked } = await read({ members, users });
    expect(told(people)).toEqual(['Blue: Ada@x bob@x', 'Green: bob@x (user-eve)']);
    expect(people.members.get('group-Blue')?.people[0]).toEqual({ id: 'ada@x', name: 'Ada@x' });
    expect(people).toMatchObject({
      source: 'identity-store',
      unread: new Map(),
      holders: new Map(),
    });
    expect(asked.toSorted()).toEqual([
      'describeUser user-ada',
      'describeUser user-bob',
      'listMembers group-Blue',
      'listMembers group-Green',
    ]);
  });

  it('describes nobody where people are only counted', async () => {
    const { people, asked } = await read({ members, users }, { mode: 'counts' });
    expect(told(people)).toEqual(['Blue: (user-ada) (user-bob)', 'Green: (user-bob) (user-eve)']);
    expect(asked).toEqual(['listMembers group-Blue', 'listMembers group-Green']);
  });

  it('asks nothing for off, nor where the change grants and revokes nothing', async () => {
    const change = changeOf(blue);
    const { ports, asked } = fakePeople(change.snapshot, { members });
    expect(await readPeople(ports, change, 'off')).toBeNull();
    const same = changeOf({ ...blue, head: files(staying) });
    expect((await readPeople(ports, same, 'names'))?.members.size).toBe(0);
    expect(asked).toEqual([]);
  });

  it('takes somebody who is granted something directly for the member of a group', async () => {
    const story = { ...blue, live: { ...live, users: ['ada'], grants: ['user:ada Reader dev'] } };
    for (const mode of ['names', 'counts'] as const) {
      const { people } = await read({ members: { 'group-Blue': ['user-ada'] } }, { story, mode });
      const [member] = people.members.get('group-Blue')?.people ?? [];
      expect(member).toEqual({ id: 'ada', name: mode === 'names' ? 'ada' : null });
      expect(people.users.get('user-ada')).toEqual(member);
    }
  });

  it('asks AWS who holds a changed pair that was not read, and who they are', async () => {
    const fake = { members, users, alsoLive: ['Red Reader dev', 'user:eve Reader dev'] };
    const { people } = await read(fake, { seen: { coverage: nothing } });
    expect(people.holders).toEqual(
      new Map([[pairKey(accountId('dev'), 'Reader'), ['group-Green', 'group-Red', 'user-eve']]]),
    );
    expect(told(people)).toEqual(['Blue: Ada@x bob@x', 'Green: bob@x eve@x', 'Red:']);
    expect(people.users.get('user-eve')).toEqual({ id: 'eve@x', name: 'eve@x' });
  });

  it('leaves a pair out that cannot be read', async () => {
    const before = failing('access-denied', (call) => call === 'listAssignments');
    const { people } = await read({ members, users, before }, { seen: { coverage: nothing } });
    expect(people.holders).toEqual(new Map());
    expect(people.members.size).toBe(2);
  });

  it('leaves out who was deleted since the group was listed', async () => {
    const { people } = await read({ members, users: { 'user-bob': 'bob@x' } });
    expect(told(people)).toEqual(['Blue: bob@x', 'Green: bob@x (user-eve)']);
  });

  it('says of a group that is gone by now that it is, and not that it is empty', async () => {
    const { people } = await read({
      members,
      users,
      groups: [{ id: 'group-Green', displayName: 'Green', externalIds: [] }],
    });
    expect(people.unread).toEqual(new Map([['group-Blue', 'the identity store no longer has it']]));
    expect(people.members.has('group-Blue')).toBe(false);
  });
});

describe('what is too much', () => {
  const ids = (count: number) => Array.from({ length: count }, (_none, at) => `user-${at}`);
  const names = (count: number) => Object.fromEntries(ids(count).map((id) => [id, `${id}@x`]));

  it('names two hundred of five thousand, and counts them all', async () => {
    const { people, asked } = await read({
      members: { 'group-Blue': ids(5000) },
      users: names(5000),
    });
    const blues = people.members.get('group-Blue')?.people ?? [];
    expect(blues).toHaveLength(5000);
    expect(blues.filter(({ name }) => name !== null)).toHaveLength(200);
    expect(asked.filter((call) => call.startsWith('describeUser'))).toHaveLength(200);
    expect(blues.map(({ id }) => id)).toEqual(blues.map(({ id }) => id).toSorted());
  });

  it('says of a group beyond ten thousand that it is too large', async () => {
    const { people } = await read({ members: { 'group-Blue': ids(10_001) } });
    expect(people.unread.get('group-Blue')).toBe('it has more than 10000 members');
  });

  it('stops asking when groups together have more than thirty thousand, wherever the first ones are', async () => {
    const many = Array.from({ length: 40 }, (_none, at) => `G${String(at).padStart(2, '0')}`);
    const story = {
      live: { ...live, groups: many, grants: [] },
      base: files(),
      head: files(rule(many, 'Reader', 'dev')),
    };
    const large = Object.fromEntries(many.map((name) => [groupId(name), ids(2000)]));
    const { people, asked, lines } = await read({ members: large }, { story, mode: 'counts' });
    expect(people.members.size).toBe(20);
    expect(asked).toHaveLength(20);
    expect(people.unread.size).toBe(20);
    expect(people.unread.get('group-G39')).toBe(
      'the groups before it have more than 30000 members already',
    );
    expect(lines.at(-1)).toBe('read the people of 40 of 40 groups');
  });
});

describe('what AWS refuses', () => {
  it.each<[PortErrorKind, string]>([
    ['access-denied', 'AWS refuses identitystore:listMembers to the role that plans'],
    ['throttled', 'the identity store was asked so much by others that it did not answer in time'],
    ['unavailable', 'the identity store did not answer'],
    ['credentials', 'the sign-in to the identity store has ended'],
    ['bad-answer', 'the identity store answered something that cannot be read'],
    ['invalid', 'the identity store could not be read (invalid)'],
  ])('(%s) is told in our words: %s', async (kind, why) => {
    const before = failing(kind, (call) => call === 'listMembers');
    const { people } = await read({ members, users, before });
    expect(people.members.size).toBe(0);
    expect(people.unread).toEqual(
      new Map([
        ['group-Blue', why],
        ['group-Green', why],
      ]),
    );
  });

  it('is not asked for again and again', async () => {
    const many = Array.from({ length: 100 }, (_none, at) => `G${at}`);
    const story = {
      live: { ...live, groups: many, grants: [] },
      base: files(),
      head: files(rule(many, 'Reader', 'dev')),
    };
    const before = failing('access-denied', (call) => call === 'listMembers');
    const { people, asked } = await read({ before }, { story });
    expect(asked.length).toBeLessThanOrEqual(5);
    expect(people.unread.size).toBe(100);
  });

  it('costs one group alone where the trouble is its own', async () => {
    const before = failing('bad-answer', (_, [about]) => about === 'group-Blue');
    const { people } = await read({ members, users, before });
    expect([...people.unread.keys()]).toEqual(['group-Blue']);
    expect([...people.members.keys()]).toEqual(['group-Green']);
  });

  it('costs names alone where users may not be described, after one try of each at once', async () => {
    const before = failing('access-denied', (call) => call === 'describeUser');
    const { people } = await read({ members, users, before });
    expect(told(people)).toEqual(['Blue: (user-ada) (user-bob)', 'Green: (user-bob) (user-eve)']);
  });

  it('ends a cancelled run, and shows a bug', async () => {
    const cancelled = failing('cancelled', () => true);
    await expect(read({ members, before: cancelled })).rejects.toMatchObject({ kind: 'cancelled' });
    const bug = (): void => {
      throw new TypeError('bug');
    };
    await expect(read({ members, before: bug })).rejects.toThrow('bug');
  });
});

describe('from Entra', () => {
  const directory = directoryOf({
    groups: ['Blue'],
    nested: [{ groupId: objectId('Blue'), groups: [], people: 7 }],
  });
  const story: Story = {
    ...blue,
    live: {
      ...live,
      directory,
      objectIds: { ...carrying(['Blue']), Green: 'local', Red: 'local' },
    },
    base: { ...files(staying), entra: {} },
    head: { ...files(staying, rule('Blue', 'Reader', 'dev')), entra: {} },
  };
  const ada = { id: objectId('ada'), userPrincipalName: 'Ada@x' };
  const bob = { id: objectId('bob'), userPrincipalName: 'Bob@x' };
  const entra = { [objectId('Blue')]: [ada, bob] };

  it('reads groups that Entra knows there, the others in AWS, and joins people by sign-in name', async () => {
    const { people, asked } = await read({ entra, members, users }, { story });
    expect(people.source).toBe('entra');
    expect(told(people)).toEqual(['Blue: Ada@x Bob@x', 'Green: bob@x eve@x']);
    const [, inBlue] = people.members.get('group-Blue')?.people ?? [];
    const [inGreen] = people.members.get('group-Green')?.people ?? [];
    expect(inBlue?.id).toBe(inGreen?.id);
    expect(people.members.get('group-Blue')?.nestedOnly).toBe(7);
    expect(asked.filter((call) => call.startsWith('listMembers'))).toEqual([
      'listMembers group-Green',
    ]);
  });

  it('joins them where people are counted too', async () => {
    const { people } = await read({ entra, members, users }, { story, mode: 'counts' });
    expect(told(people)).toEqual(['Blue: (ada@x) (bob@x)', 'Green: (bob@x) (eve@x)']);
  });

  it('tells of whom Entra shows no name, where names are wanted', async () => {
    const nameless = { ...entra, [objectId('Blue')]: [ada, { ...bob, userPrincipalName: null }] };
    const fake = { entra: nameless, members, users };
    const { people } = await read(fake, { story });
    expect(told(people)[0]).toBe(`Blue: (${bob.id}) Ada@x`);
    expect(people.unnamed).toEqual(new Set([bob.id]));
    expect((await read(fake, { story, mode: 'counts' })).people.unnamed).toEqual(new Set());
    expect((await read({ entra, members, users }, { story })).people.unnamed).toEqual(new Set());
  });

  it('takes the names that AWS has where Entra shows none, of whom carry its object ids', async () => {
    const nameless = [ada, bob].map((one) => ({ ...one, userPrincipalName: null }));
    const fake = {
      entra: { [objectId('Blue')]: nameless },
      members,
      users,
      objectIds: { 'user-ada': ada.id },
    };
    const { people, asked } = await read(fake, { story });
    expect(told(people)[0]).toBe(`Blue: (${bob.id}) Ada@x`);
    expect(people.unnamed).toEqual(new Set([bob.id]));
    expect(asked).toContain('listMembers group-Blue');

    const counted = await read(fake, { story, mode: 'counts' });
    expect(counted.asked).not.toContain('listMembers group-Blue');
    const before = failing('access-denied', (_call, [about]) => about === 'group-Blue');
    const refused = await read({ ...fake, before }, { story });
    expect(told(refused.people)[0]).toBe(`Blue: (${bob.id}) (${ada.id})`);
    expect(refused.people.unread).toEqual(new Map());
  });

  it('asks the identity store about a group that Entra hides', async () => {
    const { people } = await read({ entra: {}, members, users }, { story });
    expect(told(people)).toEqual(['Blue: Ada@x bob@x', 'Green: bob@x (user-eve)']);
  });

  it('reads a group that AWS does not have yet, and says so where Entra hides it', async () => {
    const waiting = { ...story, live: { ...story.live, groups: ['Green'] } };
    const id = `entra:${objectId('Blue')}`;
    const shown = await read({ entra, members, users }, { story: waiting });
    expect(shown.people.members.get(id)?.people.map(({ name }) => name)).toEqual([
      'Ada@x',
      'Bob@x',
    ]);
    const hidden = await read({ entra: {}, members, users }, { story: waiting });
    expect(hidden.people.unread.get(id)).toBe(
      'Entra ID does not show who is in it: it hides them, or it was deleted',
    );
    expect(hidden.asked).not.toContain(`listMembers ${id}`);
  });

  it('names the permission that is missing, and reads what AWS has all the same', async () => {
    const before = failing('access-denied', (call) => call === 'readMembers');
    const { people } = await read({ entra, members, users, before }, { story });
    expect(people.unread).toEqual(
      new Map([
        [
          'group-Blue',
          'Microsoft Graph refuses to list its members: that takes GroupMember.Read.All',
        ],
      ]),
    );
    expect([...people.members.keys()]).toEqual(['group-Green']);
  });
});

it('counts members for rules, and says what it could not count', async () => {
  const snapshot = snapshotOf(live);
  const { ports, asked } = fakePeople(snapshot, { members, users });
  const gone = groupId('Gone');
  const { counts, unread } = await readMemberCounts(ports, snapshot, [
    'group-Blue',
    gone,
    'group-Blue',
  ]);
  expect([counts, unread]).toEqual([
    new Map([['group-Blue', 2]]),
    new Map([[gone, 'the identity store no longer has it']]),
  ]);
  expect(asked).toEqual(['listMembers group-Blue', `listMembers ${gone}`]);
});

it('says nobody’s name in the log', async () => {
  const many = Array.from({ length: 30 }, (_none, at) => `G${at}`);
  const story = {
    live: { ...live, groups: many, grants: [] },
    base: files(),
    head: files(rule(many, 'Reader', 'dev')),
  };
  const all = Object.fromEntries(many.map((name) => [groupId(name), ['user-ada']]));
  const { lines, people } = await read({ members: all, users }, { story });
  expect(people.members.size).toBe(30);
  expect(lines.length).toBeGreaterThan(0);
  expect(lines.filter((line) => !/^read the people of \d+ of 30 groups$/.test(line))).toEqual([]);
});
