import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import { containing } from '../aws/support/matching.ts';
import { answerBatch, serveGraph } from './support/serve-graph.ts';
import type { Reply } from './support/serve-https.ts';

const item = z.object({ id: z.string() });
const groups = { route: 'GET /groups', item } as const;
const write = {
  route: 'POST /servicePrincipals/{id}/appRoleAssignedTo',
  parameters: { id: 'sp' },
  body: { principalId: 'g' },
  answer: z.unknown(),
} as const;
const graphError = (code: string, message = 'words') => ({ error: { code, message } });
const page = (...ids: string[]) => ({ value: ids.map((id) => ({ id })) });

describe('a list', () => {
  it('is followed page by page, with the header that Graph leaves out of its links', async () => {
    const { graph, asked } = await serveGraph((_asked, nth, url) => ({
      body: {
        ...page(`g${nth}`),
        ...(nth < 3 && {
          '@odata.nextLink': `${url}/v1.0/groups?$count=true&$skiptoken=a%3Db${nth}`,
        }),
      },
    }));
    const query = { advanced: true, top: 1 };
    expect(await graph.list({ ...groups, query })).toEqual([
      { id: 'g1' },
      { id: 'g2' },
      { id: 'g3' },
    ]);
    expect(asked.map(({ url }) => url)).toEqual([
      '/v1.0/groups?$top=1&$count=true',
      '/v1.0/groups?$count=true&$skiptoken=a%3Db1',
      '/v1.0/groups?$count=true&$skiptoken=a%3Db2',
    ]);
    expect(asked.map(({ headers }) => headers['consistencylevel'])).toEqual(
      Array.from({ length: 3 }, () => 'eventual'),
    );
  });

  it.each([
    ['https://evil.example/v1.0/groups?$skiptoken=1', 'https://evil.example'],
    ['https://localhost.evil.example/', 'https://localhost.evil.example'],
    ['/v1.0/groups?$skiptoken=1', 'no address'],
  ])('is not followed to %s, where the token would leak', async (next, origin) => {
    const { graph, asked } = await serveGraph(() => ({
      body: { ...page('g1'), '@odata.nextLink': next },
    }));
    await expect(graph.list(groups)).rejects.toMatchObject({
      kind: 'bad-answer',
      message: containing(`the next page is at ${origin}`),
    });
    expect(asked).toHaveLength(1);
  });

  it('ends where a page names itself', async () => {
    const { graph } = await serveGraph((_asked, _nth, url) => ({
      body: { ...page('g1'), '@odata.nextLink': `${url}/v1.0/groups?$skiptoken=1` },
    }));
    await expect(graph.list(groups)).rejects.toMatchObject({ kind: 'bad-answer' });
  });

  it.each([
    ['no value', {}],
    ['an empty body', ''],
    ['text', 'It works!'],
    ['half a body', '{"value":[{"id":'],
    ['an item of another kind', { value: [{ id: 1 }] }],
  ])('is no list with %s, rather than an empty one', async (_what, body) => {
    const { graph, asked } = await serveGraph(() => ({ body }));
    await expect(graph.list(groups)).rejects.toMatchObject({
      kind: 'bad-answer',
      action: 'Graph GET /groups',
    });
    expect(asked).toHaveLength(3);
  });
});

describe('throttling', () => {
  it('is waited out, as long as Graph says', async () => {
    const replies: Reply[] = [
      { status: 429, headers: { 'retry-after': '7' }, body: graphError('TooManyRequests') },
      { status: 429, body: graphError('TooManyRequests') },
      { body: page('g') },
    ];
    const { graph, clock, progress } = await serveGraph(
      (_asked, nth) => replies[nth - 1] ?? 'reset',
    );
    expect(await graph.list(groups)).toEqual([{ id: 'g' }]);
    expect(clock.waits).toEqual([7000, 2000]);
    expect(progress).toEqual(['Microsoft Graph is busy: Graph GET /groups waits for 7 s']);
  });

  it('is given up after a bound', async () => {
    const { graph, asked } = await serveGraph(() => ({ status: 429, body: graphError('x') }));
    await expect(graph.list(groups)).rejects.toMatchObject({ kind: 'throttled' });
    expect(asked.length).toBeLessThan(12);
  });

  it('does not stop a write, which was not done', async () => {
    const { graph, asked } = await serveGraph((_asked, nth) =>
      nth === 1 ? { status: 503, headers: { 'retry-after': '1' } } : { status: 201, body: {} },
    );
    await graph.call(write);
    expect(asked.map(({ body }) => body)).toEqual(['{"principalId":"g"}', '{"principalId":"g"}']);
  });
});

describe('an answer that is lost', () => {
  it.each<[string, Reply]>([
    ['a reset', 'reset'],
    ['a time-out of a gateway', { status: 504, body: 'Gateway Timeout' }],
    ['an error inside', { status: 500, body: graphError('InternalServerError') }],
    ['half an answer', { status: 201, body: '{"id":' }],
  ])('of a write is told after %s, and nothing is sent again', async (_what, reply) => {
    const { graph, asked } = await serveGraph(() => reply);
    await expect(graph.call(write)).rejects.toMatchObject({
      kind: 'answer-lost',
      action: 'Graph POST /servicePrincipals/{id}/appRoleAssignedTo',
    });
    expect(asked).toHaveLength(1);
  });

  it.each<[string, Reply]>([
    ['a reset', 'reset'],
    ['a time-out of a gateway', { status: 504, body: 'Gateway Timeout' }],
    ['half an answer', { body: '{"value":' }],
  ])('of a read is asked for again after %s', async (_what, reply) => {
    const { graph } = await serveGraph((_asked, nth) => (nth < 3 ? reply : { body: page('g') }));
    expect(await graph.list(groups)).toEqual([{ id: 'g' }]);
  });

  it('is not waited for without end', async () => {
    const { graph, clock } = await serveGraph(() => 'silence');
    clock.limitsStrike = true;
    await expect(graph.call(write)).rejects.toMatchObject({
      kind: 'answer-lost',
      message: containing('no answer within 30 s'),
    });
  });
});

describe('a batch', () => {
  const calls = (count: number) =>
    Array.from({ length: count }, (_none, at) => ({
      route: 'GET /groups/{id}' as const,
      parameters: { id: `g${at}` },
      query: { advanced: true },
      answer: item,
    }));
  const found = ({ url }: { readonly url: string }) => ({
    body: { id: url.slice('/groups/'.length).split('?')[0] },
  });

  it('takes twenty at a time and answers in order, with null for what is not there', async () => {
    const { graph, asked } = await serveGraph((one) =>
      answerBatch(one, (each) =>
        each.url.startsWith('/groups/g7?') ? { status: 404, body: graphError('x') } : found(each),
      ),
    );
    const answers = await graph.findEach(calls(45));
    expect(answers.map((answer) => answer?.id ?? null)).toEqual(
      Array.from({ length: 45 }, (_none, at) => (at === 7 ? null : `g${at}`)),
    );
    expect(asked.map(({ method, url }) => `${method} ${url}`)).toEqual(
      Array.from({ length: 3 }, () => 'POST /v1.0/$batch'),
    );
    expect(asked[0]?.body).toContain('"headers":{"ConsistencyLevel":"eventual"}');
    expect(await graph.findEach([])).toEqual([]);
  });

  it('sends again what was throttled in it, and nothing else, after its wait', async () => {
    const rounds: string[][] = [];
    const { graph, clock } = await serveGraph((one, nth) => {
      const urls: string[] = [];
      rounds.push(urls);
      return answerBatch(one, (each, place) => {
        urls.push(each.url);
        if (nth === 1 && place < 2) {
          return {
            status: 429,
            headers: { 'Retry-After': String(place + 3) },
            body: graphError('x'),
          };
        }
        if (nth === 2 && place === 0) return { status: 424, body: graphError('x') };
        return found(each);
      });
    });
    const answers = await graph.findEach(calls(4));
    expect(answers.map((answer) => answer?.id)).toEqual(['g0', 'g1', 'g2', 'g3']);
    expect(rounds.map((urls) => urls.length)).toEqual([4, 2, 1]);
    expect(clock.waits).toEqual([4000, 2000]);
  });

  it('is given up where an item stays refused, and names the item and not the batch', async () => {
    const { graph, asked } = await serveGraph(
      (one) =>
        answerBatch(one, () => ({ status: 403, body: graphError('Authorization_RequestDenied') })),
      { permissions: ['Application.Read.All'] },
    );
    await expect(graph.findEach(calls(1))).rejects.toMatchObject({
      kind: 'access-denied',
      action: 'Graph GET /groups/{id}',
      message: containing(
        'it needs the application permission GroupMember.Read.All; the token carries Application.Read.All, and not GroupMember.Read.All',
      ),
    });
    expect(asked).toHaveLength(1);
  });

  it('is no answer where one of its items has none', async () => {
    const { graph } = await serveGraph(() => ({ body: { responses: [] } }));
    await expect(graph.findEach(calls(1))).rejects.toMatchObject({ kind: 'bad-answer' });
  });

  it('follows the further pages of its lists', async () => {
    const { graph, asked } = await serveGraph((one, _nth, url) =>
      one.method === 'GET'
        ? { body: page('second') }
        : answerBatch(one, (each) => ({
            body: each.url.includes('none')
              ? page()
              : { ...page('first'), '@odata.nextLink': `${url}/v1.0/groups?$skiptoken=2` },
          })),
    );
    const lists = ['some', 'none'].map((name) => ({ ...groups, query: { filter: name } }));
    expect(await graph.listEach(lists)).toEqual([[{ id: 'first' }, { id: 'second' }], []]);
    expect(asked.at(-1)?.url).toBe('/v1.0/groups?$skiptoken=2');
  });

  it('renews a token once for its items, too', async () => {
    const { graph, discarded } = await serveGraph((one, nth) =>
      answerBatch(one, (each) =>
        nth === 1 ? { status: 401, body: graphError('x') } : found(each),
      ),
    );
    expect(await graph.findEach(calls(2))).toEqual([{ id: 'g0' }, { id: 'g1' }]);
    expect(discarded).toEqual(['token-1']);
  });
});

describe('a token that Graph does not accept', () => {
  it('is renewed once', async () => {
    const { graph, asked, discarded } = await serveGraph(({ headers }) =>
      headers['authorization'] === 'Bearer token-2'
        ? { body: page('g') }
        : { status: 401, body: graphError('InvalidAuthenticationToken') },
    );
    expect(await graph.list(groups)).toEqual([{ id: 'g' }]);
    expect(discarded).toEqual(['token-1']);
    expect(asked).toHaveLength(2);
  });

  it('ends the call where the new one is refused as well', async () => {
    const { graph, asked } = await serveGraph(() => ({ status: 401, body: graphError('x') }));
    await expect(graph.list(groups)).rejects.toMatchObject({ kind: 'credentials' });
    expect(asked).toHaveLength(2);
  });
});

it('does not follow a redirect', async () => {
  const { graph, asked } = await serveGraph(() => ({
    status: 307,
    headers: { location: 'https://evil.example/' },
  }));
  await expect(graph.list(groups)).rejects.toMatchObject({ kind: 'bad-answer' });
  expect(asked).toHaveLength(1);
});

describe('an interrupted run', () => {
  it('asks nothing more', async () => {
    const stop = new AbortController();
    const { graph, asked } = await serveGraph(
      () => {
        stop.abort(new Error('interrupted'));
        return 'silence';
      },
      { signal: stop.signal },
    );
    await expect(graph.list(groups)).rejects.toMatchObject({ kind: 'cancelled' });
    await expect(graph.call(write)).rejects.toMatchObject({ kind: 'cancelled' });
    expect(asked).toHaveLength(1);
  });

  it('waits for a write on the wire', async () => {
    const stop = new AbortController();
    const { graph } = await serveGraph(
      () => {
        stop.abort(new Error('interrupted'));
        return { status: 201, body: { id: 'made' } };
      },
      { signal: stop.signal },
    );
    expect(await graph.call(write)).toEqual({ id: 'made' });
  });
});
