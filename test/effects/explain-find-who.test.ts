import { describe, expect, it } from 'vitest';
import { findWho } from '../../src/effects/explain/find-who.ts';
import { RunProblem } from '../../src/effects/run-problem.ts';

const users = ['ada@example.com', 'ada@sub.example.com', 'bob@example.com'].map((userName) => {
  return { id: `user-${userName}`, userName, externalIds: [] };
});
const group = { id: 'group-auditors', displayName: 'Auditors', externalIds: [] };

/** Whom a name means, or what is asked back; and how often everybody was listed. */
async function asked(text: string, more: { listed?: typeof users; namesPeople?: boolean } = {}) {
  let lists = 0;
  const { listed = users, namesPeople = true } = more;
  const identityStore = {
    findUser: async (_: string, name: string) =>
      listed.find(({ userName }) => userName === name) ?? null,
    describeUser: async (_: string, wanted: string) =>
      listed.find(({ id }) => id === wanted) ?? null,
  };
  try {
    const found = await findWho({ identityStore }, 'd-1', text, {
      groups: [group],
      isNamed: () => false,
      listUsers: async () => {
        lists += 1;
        return listed;
      },
      namesPeople,
    });
    return { who: found.kind === 'person' ? (found.user?.userName ?? null) : 'a group', lists };
  } catch (error) {
    if (!(error instanceof RunProblem)) throw error;
    return { help: error.diagnostics.map(({ help }) => help), lists };
  }
}

describe('whom a name means', () => {
  it('is the person of that name, and nobody else is listed', async () => {
    expect(await asked('bob@example.com')).toEqual({ who: 'bob@example.com', lists: 0 });
  });

  it('is the person of that name in whatever case', async () => {
    expect(await asked('Bob@Example.COM')).toEqual({ who: 'bob@example.com', lists: 1 });
  });

  it('is asked back with the nearest names where it is nobody’s', async () => {
    expect(await asked('adda@example.com')).toEqual({
      help: ['did you mean "ada@example.com"?'],
      lists: 1,
    });
    expect(await asked('ada')).toMatchObject({
      help: ['did you mean "ada@example.com" or "ada@sub.example.com"?'],
    });
    expect(await asked('bbo@exampel.com')).toMatchObject({
      help: ['did you mean "bob@example.com"?'],
    });
    expect(await asked('Auditor')).toMatchObject({ help: ['did you mean "Auditors"?'] });
  });

  it('is nobody where nothing is near, since all of a domain share its end', async () => {
    expect(await asked('zoe@example.com')).toEqual({ who: null, lists: 1 });
  });

  it('is nobody where people must not be named, and the case does not count there either', async () => {
    expect(await asked('adda@example.com', { namesPeople: false })).toMatchObject({ who: null });
    expect(await asked('BOB@example.com', { namesPeople: false })).toMatchObject({
      who: 'bob@example.com',
    });
  });

  it('cannot be told where two differ in case alone', async () => {
    const listed = ['Cy', 'cY'].map((userName) => ({ id: userName, userName, externalIds: [] }));
    expect(await asked('cy', { listed })).toMatchObject({ help: ['say which by id:<id>'] });
  });
});
