import { describe, expect, test } from 'vitest';
import type { Setup } from './tenant.ts';
import { errorOf, setup, smallSeed, textWith } from './tenant.ts';

interface Step {
  readonly id: string;
  readonly status: number;
  readonly headers: Record<string, string>;
  readonly body: Record<string, unknown>;
}

async function batch({ ask }: Setup, requests: readonly object[]): Promise<Step[]> {
  const answer = await ask('/$batch', { method: 'POST', body: { requests } });
  expect(answer.status).toBe(200);
  const responses = answer.body['responses'] as Step[];
  return responses.toSorted((a, b) => Number(a.id) - Number(b.id));
}

const get = (id: number, url: string, more = {}) => ({
  id: String(id),
  method: 'GET',
  url,
  ...more,
});
const names = ['Admins', 'Developers', 'Nobody'];
const lookUps = names.map((name, n) =>
  get(n, `/groups?$filter=displayName eq '${name}'&$select=displayName`),
);

test('each step is answered by itself, in any order', async () => {
  const made = await setup();
  const answer = await made.ask('/$batch', { method: 'POST', body: { requests: lookUps } });
  const responses = answer.body['responses'] as Step[];
  expect(responses.map(({ id }) => id)).toEqual(['2', '1', '0']);
  expect(responses.map(({ status, body }) => [status, (body['value'] as object[]).length])).toEqual(
    [
      [200, 0],
      [200, 1],
      [200, 1],
    ],
  );
  expect(made.entra.log.counts()).toMatchObject({ 'POST /$batch': 1, 'GET /groups': 3 });
  expect(made.entra.log.invalid()).toEqual([]);
});

test('a step has its own headers, permissions and errors', async () => {
  const made = await setup({
    seed: {
      ...smallSeed,
      apps: { reconciler: { secrets: ['s3cret'], permissions: ['GroupMember.Read.All'] } },
    },
  });
  const steps = await batch(made, [
    get(1, '/groups/$count', { headers: { ConsistencyLevel: 'eventual' } }),
    get(2, '/groups/$count'),
    get(3, '/users'),
    get(4, '/groups/00000000-0000-0000-0000-000000000001'),
  ]);
  expect(steps.map(({ status }) => status)).toEqual([200, 400, 403, 404]);
  // What is no JSON is base64.
  expect(Buffer.from(steps[0]?.body as unknown as string, 'base64').toString()).toBe('4');
});

test('throttling refuses steps, not the batch', async () => {
  const made = await setup({ knobs: { throttle: { unitsPer10s: 2 } } });
  const steps = await batch(made, lookUps);
  expect(steps.map(({ status }) => status)).toEqual([200, 200, 429]);
  expect(steps[2]).toMatchObject({
    headers: { 'Retry-After': '10' },
    body: { error: { code: 'TooManyRequests' } },
  });
  expect(made.entra.log.throttles()).toHaveLength(1);
  made.entra.clock.advance(10_000);
  expect((await batch(made, lookUps.slice(2))).map(({ status }) => status)).toEqual([200]);
});

test('a step that depends on a failed one is not tried', async () => {
  const made = await setup();
  const steps = await batch(made, [
    get(1, '/groups/nonsense'),
    get(2, '/groups', { dependsOn: ['1'] }),
    get(3, '/groups', { dependsOn: ['2'] }),
    get(4, '/groups'),
  ]);
  expect(steps.map(({ status }) => status)).toEqual([400, 424, 424, 200]);
});

test('a step can write', async () => {
  const made = await setup();
  const { app, entra } = made;
  const id = entra.world.state.assignments.values()[0]?.id;
  const steps = await batch(made, [
    { id: '1', method: 'DELETE', url: app(`/appRoleAssignedTo/${id}`) },
  ]);
  expect(steps).toMatchObject([{ status: 204, body: null }]);
  expect(entra.world.dump().assignments).toEqual([]);
});

test('a fault can hit one step', async () => {
  const made = await setup();
  const { faults } = made.entra;
  faults.add({
    path: '/groups',
    calls: { nth: 2 },
    effect: { kind: 'throttle', retryAfter: null },
  });
  faults.add({ path: '/groups', calls: { nth: 3 }, effect: { kind: 'answer-lost' } });
  const steps = await batch(made, lookUps);
  expect(steps.map(({ status, headers }) => [status, headers['Retry-After']])).toEqual([
    [200, undefined],
    [429, undefined],
    [504, undefined],
  ]);
});

describe('a batch is refused as a whole', () => {
  test.each([
    [
      'of more than twenty',
      Array.from({ length: 21 }, (_, n) => get(n, '/groups')),
      'exceeds the maximum value of 20',
    ],
    ['with an id twice', [get(1, '/groups'), get(1, '/users')], 'have to be unique'],
    [
      'with a whole address',
      [get(1, 'https://graph.microsoft.com/v1.0/groups')],
      'has to be relative',
    ],
    [
      'with a body and no type',
      [{ id: '1', method: 'POST', url: '/x', body: {} }],
      'does not contain Content-Type header',
    ],
    [
      'with an unknown dependency',
      [get(1, '/groups', { dependsOn: ['7'] })],
      'depends on a request',
    ],
    ['with nothing in it', [], 'Invalid batch payload format'],
  ])('%s', async (_, requests, message) => {
    const { ask, entra } = await setup();
    const answer = await ask('/$batch', { method: 'POST', body: { requests } });
    expect([answer.status, errorOf(answer).message]).toEqual([400, textWith(message)]);
    expect(entra.log.invalid()).toHaveLength(1);
  });
});

test('a batch in a batch is refused there', async () => {
  const made = await setup();
  const headers = { 'Content-Type': 'application/json' };
  const step = {
    id: '1',
    method: 'POST',
    url: '/$batch',
    headers,
    body: { requests: [get(1, '/groups')] },
  };
  expect(await batch(made, [step])).toMatchObject([{ status: 400 }]);
});
