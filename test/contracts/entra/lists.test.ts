import { PageIterator } from '@microsoft/microsoft-graph-client';
import type { PageCollection } from '@microsoft/microsoft-graph-client';
import { describe, expect, test } from 'vitest';
import type { Setup } from './tenant.ts';
import { errorOf, setup, smallSeed, textWith, valuesOf } from './tenant.ts';

const eventual = { headers: { ConsistencyLevel: 'eventual' } };
const filter = (text: string): string => `$filter=${encodeURIComponent(text)}`;
const names = (rows: readonly Record<string, unknown>[]): unknown[] =>
  rows.map((row) => row['displayName'] ?? row['userPrincipalName']);

async function refusal(given: Setup, path: string, options = {}) {
  const answer = await given.ask(path, options);
  return { status: answer.status, ...errorOf(answer) };
}

const groupId = ({ entra }: Setup, name: string): string =>
  entra.world.dump().groups.find((one) => one.displayName === name)?.id ?? '';

describe('filters', () => {
  const groups = {
    Admins: [],
    'Admins again': { displayName: 'ADMINS' },
    "O'Brien & Söhne #1 + 50%": [],
    Mail: { securityEnabled: false, groupTypes: ['Unified' as const] },
  };

  test.each([
    ["displayName eq 'admins'", ['Admins', 'ADMINS']],
    ["displayName eq 'O''Brien & Söhne #1 + 50%'", ["O'Brien & Söhne #1 + 50%"]],
    ["displayName in ('Mail', 'nobody')", ['Mail']],
    ["startswith(displayName, 'adm')", ['Admins', 'ADMINS']],
    ["displayName eq 'Admins' and securityEnabled eq false", []],
    ["(displayName eq 'Mail') or displayName eq 'ADMINS'", ['Admins', 'ADMINS', 'Mail']],
    ["groupTypes/any(c:c eq 'Unified')", ['Mail']],
  ])('%s', async (text, expected) => {
    const { ask, entra } = await setup({ seed: { ...smallSeed, groups, enterpriseApps: {} } });
    const found = valuesOf(await ask(`/groups?${filter(text)}&$select=displayName`));
    expect(names(found)).toEqual(expected);
    expect(entra.log.invalid()).toEqual([]);
  });

  test.each([
    ["displayName ne 'Admins'", 'Not Equals'],
    ["not(displayName eq 'Admins')", 'Not'],
  ])('%s takes the header and the count', async (text, operator) => {
    const made = await setup();
    const path = `/groups?${filter(text)}`;
    const refused = {
      status: 400,
      code: 'Request_UnsupportedQuery',
      message: textWith(`Operator '${operator}' is not supported`),
    };
    expect(await refusal(made, path)).toMatchObject(refused);
    expect(await refusal(made, path, eventual)).toMatchObject(refused);
    expect(await refusal(made, `${path}&$count=true`)).toMatchObject(refused);
    const answer = await made.ask(`${path}&$count=true`, eventual);
    expect([answer.body['@odata.count'], names(valuesOf(answer))]).toEqual([
      3,
      ['Developers', 'Contractors', 'Mail'],
    ]);
    expect(made.entra.log.invalid()).toHaveLength(3);
  });

  test('endsWith on a principal name is an advanced query, too', async () => {
    const { ask } = await setup();
    const path = `/users?${filter("endsWith(userPrincipalName,'@example.com')")}`;
    expect((await ask(path)).status).toBe(400);
    expect(valuesOf(await ask(`${path}&$count=true`, eventual))).toHaveLength(3);
  });

  test.each([
    ["displayName eq 'R", 'BadRequest', 'unterminated string literal'],
    ['displayName eq Admins', 'BadRequest', "Could not find a property named 'Admins'"],
    ["displayName 'Admins'", 'BadRequest', 'Syntax error at position 12'],
    ["theme eq 'x'", 'Request_UnsupportedQuery', "property 'theme' of resource 'Group'"],
    ["contains(displayName, 'dm')", 'Request_UnsupportedQuery', "property 'displayName'"],
  ])('%s is refused', async (text, code, message) => {
    const made = await setup();
    expect(await refusal(made, `/groups?${filter(text)}`)).toMatchObject({
      status: 400,
      code,
      message: textWith(message),
    });
  });

  test('more than fifteen alternatives are too many', async () => {
    const made = await setup();
    const listed = (count: number) =>
      `displayName in (${Array.from({ length: count }, (_, n) => `'g${n}'`).join(',')})`;
    expect((await made.ask(`/groups?${filter(listed(15))}`)).status).toBe(200);
    expect(await refusal(made, `/groups?${filter(listed(16))}`)).toMatchObject({
      code: 'Request_UnsupportedQuery',
      message: textWith('Max allowed: 15.'),
    });
    const either = Array.from({ length: 16 }, (_, n) => `displayName eq 'g${n}'`).join(' or ');
    expect(await refusal(made, `/groups?${filter(either)}`)).toMatchObject({ status: 400 });
  });

  test('what is left unencoded means something else, and is noted', async () => {
    const { ask, entra } = await setup({
      seed: { ...smallSeed, groups: { 'R&D': [], 'A+B': [] }, enterpriseApps: {} },
    });
    const cut = await ask("/groups?$filter=displayName eq 'R&D'");
    expect([cut.status, errorOf(cut).message]).toEqual([
      400,
      textWith('unterminated string literal'),
    ]);
    const plus = await ask("/groups?$filter=displayName%20eq%20'A+B'");
    expect(valuesOf(plus)).toEqual([]);
    expect(entra.log.invalid().flatMap(({ invalid }) => invalid)).toEqual(
      expect.arrayContaining([
        textWith('was an & in a value left unencoded?'),
        textWith('write %2B'),
      ]),
    );
  });

  test('apps are found by template, by app id and by name; assignments not by principal', async () => {
    const { ask, app, entra } = await setup();
    const template = '21ed01d2-ec13-4e9e-86c1-cd546719ebc4';
    const [found] = valuesOf(
      await ask(`/servicePrincipals?${filter(`applicationTemplateId eq '${template}'`)}`),
    );
    expect(found).toMatchObject({
      displayName: 'AWS IAM Identity Center',
      appRoleAssignmentRequired: true,
    });
    const appId = String(found?.['appId']);
    expect(valuesOf(await ask(`/servicePrincipals?${filter(`appId eq '${appId}'`)}`))).toEqual([
      found,
    ]);
    expect((await ask(`/servicePrincipals(appId='${appId}')`)).body).toMatchObject({
      id: found?.['id'],
    });
    expect((await ask(`/applications(appId='${appId}')`)).body).toMatchObject({
      appId,
      applicationTemplateId: template,
    });
    const ada = entra.world.state.users.values()[0]?.id;
    const refused = await ask(app(`/appRoleAssignedTo?${filter(`principalId eq ${ada}`)}`));
    expect(errorOf(refused).code).toBe('Request_UnsupportedQuery');
  });
});

describe('pages', () => {
  const groups = Object.fromEntries(Array.from({ length: 230 }, (_, n) => [`group-${n}`, []]));
  const seed = { ...smallSeed, groups, enterpriseApps: {} };

  async function sizes({ ask, entra }: Setup, path: string): Promise<number[]> {
    const found: number[] = [];
    for (let next: string | undefined = path; next !== undefined;) {
      const answer = await ask(next);
      found.push(valuesOf(answer).length);
      const link = answer.body['@odata.nextLink'] as string | undefined;
      next = link?.slice(`${entra.graphEndpoint}/v1.0`.length);
    }
    return found;
  }

  test('a page has 100 rows, or as many as asked for, up to 999', async () => {
    const made = await setup({ seed });
    expect(await sizes(made, '/groups')).toEqual([100, 100, 30]);
    expect(await sizes(made, '/groups?$top=999&$select=id')).toEqual([230]);
    expect(await refusal(made, '/groups?$top=1000')).toMatchObject({
      status: 400,
      code: 'Request_UnsupportedQuery',
      message: "Invalid page size specified: '1000'. Must be between 1 and 999 inclusive.",
    });
    expect(await refusal(made, '/groups?$skip=10')).toMatchObject({ status: 400 });
  });

  test("Microsoft's page iterator follows the links", async () => {
    const { graph } = await setup({ seed });
    const first = (await graph.api('/groups').select('displayName').get()) as PageCollection;
    const found: unknown[] = [];
    await new PageIterator(graph, first, (row: unknown) => found.push(row) > 0).iterate();
    expect([found.length, found[229]]).toEqual([230, { displayName: 'group-229' }]);
  });

  test('pages can be short or empty and go on all the same', async () => {
    const made = await setup({ seed, knobs: { pages: { cap: 90, emptyEvery: 2 } } });
    expect(await sizes(made, '/groups')).toEqual([0, 90, 0, 90, 0, 50]);
  });

  test('the count is on the first page alone, and a token belongs to its list', async () => {
    const made = await setup({ seed });
    const first = await made.ask('/groups?$count=true&$top=200', eventual);
    const link = String(first.body['@odata.nextLink']).slice(
      `${made.entra.graphEndpoint}/v1.0`.length,
    );
    const second = await made.ask(link, eventual);
    expect([first.body['@odata.count'], second.body['@odata.count']]).toEqual([230, undefined]);
    expect(await refusal(made, link.replace('/groups', '/users'))).toMatchObject({ status: 400 });
  });

  test('a count by itself is plain text and takes the header', async () => {
    const made = await setup({ seed });
    expect(await refusal(made, '/groups/$count')).toMatchObject({
      status: 400,
      code: 'Request_BadRequest',
      message: '$count is not currently supported.',
    });
    const { text, headers } = await made.ask('/groups/$count', eventual);
    expect([text, headers.get('content-type')]).toEqual(['230', 'text/plain']);
    const silent = await made.ask('/groups?$count=true');
    expect([silent.status, silent.body['@odata.count']]).toEqual([200, undefined]);
  });
});

describe('properties', () => {
  test('$select names what comes back, and a wrong name is refused', async () => {
    const made = await setup();
    const [row] = valuesOf(
      await made.ask('/groups?$select=id,securityEnabled,onPremisesSyncEnabled&$top=1'),
    );
    expect(row).toEqual({
      id: groupId(made, 'Admins'),
      securityEnabled: true,
      onPremisesSyncEnabled: null,
    });
    expect(await refusal(made, '/groups?$select=id,nme')).toMatchObject({
      code: 'BadRequest',
      message: textWith("Could not find a property named 'nme' on type 'microsoft.graph.group'."),
    });
  });

  test('whether an account is enabled is told to those who ask for it', async () => {
    const { ask } = await setup();
    expect(valuesOf(await ask('/users?$top=1'))[0]).not.toHaveProperty('accountEnabled');
    expect((await ask('/users/ada@example.com?$select=accountEnabled')).body).toMatchObject({
      accountEnabled: true,
    });
  });

  test('what does not exist is not found, and what is no id is refused', async () => {
    const made = await setup();
    const id = '00000000-0000-0000-0000-000000000001';
    expect(await refusal(made, `/groups/${id}`)).toMatchObject({
      status: 404,
      code: 'Request_ResourceNotFound',
      message: `Resource '${id}' does not exist or one of its queried reference-property objects are not present.`,
    });
    expect(await refusal(made, '/groups/Admins')).toMatchObject({ status: 400 });
    expect(await refusal(made, '/unknown')).toMatchObject({ status: 400, code: 'BadRequest' });
  });
});

describe('members', () => {
  const types = (rows: readonly Record<string, unknown>[]): unknown[] =>
    rows.map((row) => row['@odata.type']);

  test('direct members are people and groups; transitive ones are flat', async () => {
    const made = await setup();
    const path = `/groups/${groupId(made, 'Developers')}`;
    const direct = valuesOf(await made.ask(`${path}/members`));
    expect(names(direct)).toEqual(['ada', 'Contractors']);
    expect(types(direct)).toEqual(['#microsoft.graph.user', '#microsoft.graph.group']);
    const deep = valuesOf(await made.ask(`${path}/transitiveMembers`));
    expect(names(deep)).toEqual(['ada', 'Contractors', 'bob', 'cleo']);
    const people = valuesOf(
      await made.ask(`${path}/members/microsoft.graph.user?$select=userPrincipalName`),
    );
    expect(people).toEqual([
      { '@odata.type': '#microsoft.graph.user', userPrincipalName: 'ada@example.com' },
    ]);
    const groups = valuesOf(
      await made.ask(`${path}/members/microsoft.graph.group?$select=displayName`),
    );
    expect(names(groups)).toEqual(['Contractors']);
  });

  test('casting or counting transitive members is an advanced query', async () => {
    const made = await setup();
    const path = `/groups/${groupId(made, 'Developers')}/transitiveMembers`;
    expect(await refusal(made, `${path}/microsoft.graph.user`)).toMatchObject({
      code: 'Request_UnsupportedQuery',
    });
    const cast = await made.ask(`${path}/microsoft.graph.user?$count=true`, eventual);
    expect([cast.body['@odata.count'], names(valuesOf(cast))]).toEqual([3, ['ada', 'bob', 'cleo']]);
    expect((await made.ask(`${path}/microsoft.graph.user/$count`, eventual)).text).toBe('3');
    expect((await made.ask(`${path}/$count`, eventual)).text).toBe('4');
  });

  test('groups that hold each other end somewhere', async () => {
    const groups = { A: ['B'], B: ['A', 'ada@example.com'] };
    const made = await setup({ seed: { ...smallSeed, groups, enterpriseApps: {} } });
    const deep = await made.ask(`/groups/${groupId(made, 'A')}/transitiveMembers`);
    expect(names(valuesOf(deep))).toEqual(['B', 'ada']);
  });
});

describe('deleted groups', () => {
  const path = '/directory/deletedItems/microsoft.graph.group';

  test('wait for thirty days and can be restored', async () => {
    const made = await setup();
    const { ask, entra } = made;
    const id = groupId(made, 'Admins');
    entra.world.deleteGroup('Admins');
    expect((await ask(`/groups/${id}`)).status).toBe(404);
    expect(
      valuesOf(
        await ask(`${path}?${filter("displayName eq 'admins'")}&$select=id,deletedDateTime`),
      ),
    ).toEqual([{ id, deletedDateTime: '2026-01-01T00:00:00Z' }]);
    expect((await ask(`/directory/deletedItems/${id}`)).body).toMatchObject({
      displayName: 'Admins',
    });
    entra.world.restoreGroup('Admins');
    expect((await ask(`/groups/${id}`)).status).toBe(200);
    expect(names(valuesOf(await ask(path)))).toEqual(['Old']);
    entra.clock.advance(20 * 24 * 3_600_000);
    expect(names(valuesOf(await ask(path)))).toEqual([]);
  });

  test('are gone at once where a tenant does it so', async () => {
    const { ask, entra } = await setup({ knobs: { behaviour: { deletedSecurityGroups: 'gone' } } });
    entra.world.deleteGroup('Admins');
    entra.world.deleteGroup('Mail');
    expect(names(valuesOf(await ask(path)))).toEqual(['Old', 'Mail']);
  });

  test('and made again have another id', async () => {
    const made = await setup();
    const before = groupId(made, 'Admins');
    const after = made.entra.world.recreateGroup('Admins');
    expect(after).not.toBe(before);
    expect(names(valuesOf(await made.ask(`/groups/${after}/members`)))).toEqual(['ada']);
  });
});

test('lists trail what was done; reading by id does not', async () => {
  const made = await setup({ knobs: { lag: { lists: 5000, members: 5000 } } });
  const { ask, entra } = made;
  const id = entra.world.addGroup('New', { members: ['ada@example.com'] });
  const found = async () => [
    (await ask(`/groups/${id}`)).status,
    names(valuesOf(await ask(`/groups?${filter("displayName eq 'New'")}`))),
    names(valuesOf(await ask(`/groups/${id}/members`))),
  ];
  expect(await found()).toEqual([200, [], []]);
  entra.clock.advance(5000);
  expect(await found()).toEqual([200, ['New'], ['ada']]);
});
