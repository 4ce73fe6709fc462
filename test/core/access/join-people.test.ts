import { expect, it } from 'vitest';
import {
  type DescribedUser,
  type FoundMember,
  joinPeople,
} from '../../../src/core/access/join-people.ts';

const entra = (id: string, signInName: string | null = null): FoundMember => ({
  in: 'entra',
  id,
  signInName,
});
const store = (id: string): FoundMember => ({ in: 'identity-store', id });
const user = (id: string, userName: string | null, entraObjectId: string | null = null) =>
  ({ id, userName, entraObjectId }) satisfies DescribedUser;

/** Whom members turn out to be, as `id` or `id = name`. */
function join(members: readonly FoundMember[], users: readonly DescribedUser[], names = true) {
  const personOf = joinPeople(members, users, names);
  return members.map(personOf).map(({ id, name }) => (name === null ? id : `${id} = ${name}`));
}

it('takes somebody whom both know by one sign-in name for one person, in whatever case', () => {
  expect(
    join([entra('e1', 'Ada@Corp.example'), store('u1')], [user('u1', 'ada@corp.EXAMPLE')]),
  ).toEqual(['ada@corp.example = Ada@Corp.example', 'ada@corp.example = ada@corp.EXAMPLE']);
});

it('takes the object id that provisioning left for proof, whatever the names are', () => {
  const mailed = user('u1', 'ada.lovelace@corp.example', 'e1');
  expect(join([entra('e1', 'ada@corp.example'), store('u1')], [mailed])).toEqual([
    'ada@corp.example = ada@corp.example',
    'ada@corp.example = ada@corp.example',
  ]);
});

it('learns from AWS the name that Graph may not show', () => {
  expect(join([entra('e1'), store('u1')], [user('u1', 'ada@corp.example', 'e1')])).toEqual([
    'ada@corp.example = ada@corp.example',
    'ada@corp.example = ada@corp.example',
  ]);
});

it('takes no name from two users who carry the same object id', () => {
  const twice = [user('u1', 'ada@corp.example', 'e1'), user('u2', 'eve@corp.example', 'e1')];
  expect(join([entra('e1')], twice)).toEqual(['e1']);
});

it('joins nobody without a name or an id that both have', () => {
  const others = [user('u1', 'bob@corp.example', 'e9'), user('u2', null)];
  expect(join([entra('e1'), entra('e2'), store('u1'), store('u2'), store('u3')], others)).toEqual([
    'e1',
    'e2',
    'bob@corp.example = bob@corp.example',
    'u2',
    'u3',
  ]);
});

it('shows no name where people are counted, and joins them all the same', () => {
  const members = [entra('e1', 'ada@corp.example'), store('u1')];
  expect(join(members, [user('u1', 'ada@corp.example')], false)).toEqual([
    'ada@corp.example',
    'ada@corp.example',
  ]);
});
