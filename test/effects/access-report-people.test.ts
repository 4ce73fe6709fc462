import { expect, it } from 'vitest';
import { readGroupPeople } from '../../src/effects/access-report-people.ts';
import { PortError, type PortErrorKind } from '../../src/ports/port-error.ts';

const instance = { identityStoreId: 'd-0123456789' };
const silent = { progress: () => undefined, warn: () => undefined };
const user = (id: string, enabled: boolean | null = true) => ({
  id,
  userName: `${id}@corp.example`,
  externalIds: [],
  enabled,
});

interface Store {
  readonly groups?: Readonly<Record<string, readonly string[] | null>>;
  readonly fails?: (call: string) => PortErrorKind | null;
}

/** An identity store, and what was asked of it. */
function storeOf({ groups = {}, fails = () => null }: Store) {
  const asked: string[] = [];
  const ask = (call: string): void => {
    asked.push(call);
    const kind = fails(call);
    if (kind !== null) throw new PortError(kind, 'identitystore:ListGroupMemberships', 'no');
  };
  return {
    asked,
    ports: {
      journal: silent,
      people: {
        listMembers: async (_store: string, id: string) => {
          ask(id);
          return groups[id] ?? null;
        },
      },
      users: {
        listUsers: async () => {
          ask('users');
          return [user('u1'), user('u2', false), user('u3', null)];
        },
      },
    },
  };
}

it('reads every group in use, and who somebody is from one list', async () => {
  const { ports } = storeOf({ groups: { a: ['u2', 'u1', 'u1'], b: [], gone: null } });
  const people = await readGroupPeople(ports, instance, ['a', 'b', 'gone', 'entra:x'], 'names');
  expect([...people.members]).toEqual([
    ['entra:x', []],
    ['a', ['u1', 'u2']],
    ['b', []],
  ]);
  expect([...people.unread]).toEqual([['gone', 'the identity store no longer has it']]);
  expect(people.users.get('u2')).toEqual({ name: 'u2@corp.example', enabled: false });
  expect(people.unnamed).toBeNull();
});

it('asks for no names where people are counted, and for nobody where they are off', async () => {
  const counted = storeOf({ groups: { a: ['u1'] } });
  const people = await readGroupPeople(counted.ports, instance, ['a'], 'counts');
  expect(people.users.size).toBe(0);
  expect(counted.asked).toEqual(['a']);
  const off = storeOf({ groups: { a: ['u1'] } });
  const nobody = await readGroupPeople(off.ports, instance, ['a'], 'off');
  expect([...nobody.unread.keys()]).toEqual(['a']);
  expect(off.asked).toEqual([]);
});

it('tells what is refused as unread, and asks no more of the kind', async () => {
  const ids = Array.from({ length: 100 }, (_none, index) => `g${index}`);
  const { ports, asked } = storeOf({ fails: () => 'access-denied' });
  const people = await readGroupPeople(ports, instance, ids, 'names');
  expect(people.members.size).toBe(0);
  expect(people.unread.size).toBe(100);
  expect(people.unnamed).toContain('AWS refuses');
  expect(asked.length).toBeLessThan(20);
});

it('goes on where one group alone fails, and ends with a cancelled run', async () => {
  const groups = { a: ['u1'], b: ['u2'] };
  const one = storeOf({ groups, fails: (call) => (call === 'a' ? 'invalid' : null) });
  const people = await readGroupPeople(one.ports, instance, ['a', 'b'], 'names');
  expect([people.members.has('b'), people.unread.has('a')]).toEqual([true, true]);
  const cancelled = storeOf({ groups, fails: () => 'cancelled' });
  await expect(readGroupPeople(cancelled.ports, instance, ['a'], 'names')).rejects.toMatchObject({
    kind: 'cancelled',
  });
});
