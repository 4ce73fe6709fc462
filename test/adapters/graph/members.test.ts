import { describe, expect, it } from 'vitest';
import { createDirectoryPeopleReader } from '../../../src/adapters/graph/create-directory-people-reader.ts';
import { containing } from '../aws/support/matching.ts';
import { connect, type Connected, everyPermission, seedWith } from './support/connect.ts';
import { answerBatch, serveGraph } from './support/serve-graph.ts';

const many = Array.from({ length: 5000 }, (_none, at) => `person-${at}@example.com`);
const groups = {
  Admins: ['ada@example.com', 'Eve@Example.com'],
  Outer: ['ada@example.com', 'Inner'],
  Inner: ['bob@example.com'],
  Empty: [],
  Hidden: { members: ['eve@example.com'], visibility: 'HiddenMembership' as const },
};

function seedOf(permissions: readonly string[], more: Record<string, string[]> = {}) {
  return seedWith({
    groups: { ...groups, ...more },
    apps: { reconciler: { permissions: [...permissions], secrets: ['s'] } },
  });
}

async function open(permissions: readonly string[], more?: Record<string, string[]>, cap?: number) {
  const connected = await connect({
    seed: seedOf(permissions, more),
    access: { clientSecret: 's', idToken: 'no-job' },
    ...(cap !== undefined && { knobs: { pages: { cap } } }),
  });
  return { ...connected, people: createDirectoryPeopleReader(connected.connection) };
}

function idOf({ entra }: Pick<Connected, 'entra'>, key: string): string {
  return [...entra.world.state.groups.values()].find((group) => group.key === key)?.id ?? key;
}

const withNames = [...everyPermission, 'User.Read.All'];

describe('who is in groups', () => {
  it('reads the direct members that are users, with their sign-in names', async () => {
    const connected = await open(withNames);
    const [admins, outer, empty] = ['Admins', 'Outer', 'Empty'].map((key) => idOf(connected, key));
    const groupIds = [admins ?? '', outer ?? '', empty ?? ''];
    const found = await connected.people.readMembers({ groupIds, atMost: 100, names: true });
    const names = new Map(
      found.map(({ groupId, users }) => [
        groupId,
        users.map(({ userPrincipalName }) => userPrincipalName ?? '').toSorted(),
      ]),
    );
    expect(names).toEqual(
      new Map([
        [admins, ['Eve@Example.com', 'ada@example.com']],
        [outer, ['ada@example.com']],
        [empty, []],
      ]),
    );
    expect(connected.entra.log.counts()).toMatchObject({ 'POST /$batch': 1 });
    expect(connected.entra.log.invalid()).toEqual([]);
  });

  it('asks for no names where they are not wanted', async () => {
    const connected = await open(withNames);
    const groupIds = [idOf(connected, 'Admins')];
    const [admins] = await connected.people.readMembers({ groupIds, atMost: 100, names: false });
    expect(admins?.users.map(({ userPrincipalName }) => userPrincipalName)).toEqual([null, null]);
    expect(JSON.stringify(connected.entra.log.requests)).not.toContain('userPrincipalName');
  });

  it('counts people whose names the token may not read', async () => {
    const connected = await open(['GroupMember.Read.All']);
    const groupIds = [idOf(connected, 'Admins')];
    const [admins] = await connected.people.readMembers({ groupIds, atMost: 100, names: true });
    expect(admins?.users.map(({ userPrincipalName }) => userPrincipalName)).toEqual([null, null]);
    expect(new Set(admins?.users.map(({ id }) => id)).size).toBe(2);
  });

  it('leaves out a group that is gone and one that hides its members, and nothing else', async () => {
    const connected = await open(withNames);
    const gone = '00000000-1111-2222-3333-444444444444';
    const groupIds = [idOf(connected, 'Hidden'), gone, idOf(connected, 'Inner')];
    const found = await connected.people.readMembers({ groupIds, atMost: 100, names: true });
    expect(found.map(({ groupId }) => groupId)).toEqual([idOf(connected, 'Inner')]);
  });

  it('names the permission that is missing', async () => {
    const { people } = await open(['Application.Read.All']);
    const groupIds = ['00000000-1111-2222-3333-444444444444'];
    await expect(people.readMembers({ groupIds, atMost: 100, names: false })).rejects.toMatchObject(
      { kind: 'access-denied', message: containing('GroupMember.Read.All') },
    );
  });

  it('reads five thousand in pages, or as far as it takes to know that there are too many', async () => {
    const connected = await open(withNames, { Everybody: many });
    const groupIds = [idOf(connected, 'Everybody')];
    const pages = () =>
      connected.entra.log.counts()['GET /groups/{id}/members/microsoft.graph.user'];
    const [all] = await connected.people.readMembers({ groupIds, atMost: 5000, names: true });
    expect(all?.users).toHaveLength(5000);
    expect(pages()).toBe(6);
    const [some] = await connected.people.readMembers({ groupIds, atMost: 1500, names: true });
    expect(some?.users).toHaveLength(1998);
    expect(pages()).toBe(8);
  });

  it('asks for three hundred groups in fifteen requests', async () => {
    const more = Object.fromEntries(
      Array.from({ length: 300 }, (_none, at) => [`g${at}`, ['ada@example.com']]),
    );
    const connected = await open(withNames, more);
    const groupIds = Object.keys(more).map((key) => idOf(connected, key));
    expect(await connected.people.readMembers({ groupIds, atMost: 100, names: true })).toHaveLength(
      300,
    );
    expect(connected.entra.log.counts()).toMatchObject({ 'POST /$batch': 15 });
  });
});

const [first = '', second = '', person = ''] = [1, 2, 3].map(
  (digit) => `${digit}`.repeat(8) + '-0000-4000-8000-000000000000',
);

it('takes a group that is deleted between two pages for one that is gone', async () => {
  const { graph, clock } = await serveGraph((asked, _nth, url) => {
    if (!asked.url.includes('$batch')) {
      return { status: 404, body: { error: { code: 'Request_ResourceNotFound', message: 'x' } } };
    }
    return answerBatch(asked, (item) => ({
      body: {
        value: [{ id: person }],
        ...(item.url.includes(first) && { '@odata.nextLink': `${url}/v1.0/more` }),
      },
    }));
  });
  const people = createDirectoryPeopleReader({
    clock,
    caller: () => graph,
    close: () => undefined,
  });
  const found = await people.readMembers({ groupIds: [first, second], atMost: 9, names: false });
  expect(found.map(({ groupId }) => groupId)).toEqual([second]);
});
