import { inspect } from 'node:util';
import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import { containing } from '../aws/support/matching.ts';
import { answerBatch, serveGraph } from './support/serve-graph.ts';
import type { Reply } from './support/serve-https.ts';

const list = { route: 'GET /groups', item: z.object({ id: z.string() }) } as const;
const one = { route: 'GET /groups/{id}', parameters: { id: 'g' }, answer: z.unknown() } as const;
const html = { 'content-type': 'text/html;charset=utf-8' };

async function failureOf(work: Promise<unknown>): Promise<{ error: unknown; whole: string }> {
  const error = await work.then(
    () => 'nothing',
    (thrown: unknown) => thrown,
  );
  return { error, whole: inspect(error, { depth: 12, showHidden: true }) };
}

describe('what Graph answered and cannot be read', () => {
  it.each<[string, Reply, string]>([
    [
      'half a body',
      { body: '{"value":[{"key":"SecretToken","value":"LEAK' },
      'HTTP 200: the answer, application/json, is not JSON',
    ],
    [
      'a page of a portal',
      { body: '<html>LEAK</html>', headers: html },
      'HTTP 200: the answer, text/html, is not JSON',
    ],
    [
      'a page that refuses',
      { status: 403, body: '<html>LEAK</html>', headers: html },
      'HTTP 403: the answer, text/html, is not JSON',
    ],
    [
      'a page of a gateway',
      { status: 502, body: 'LEAK', headers: html },
      'HTTP 502: the answer, text/html, is not JSON',
    ],
    [
      'a refusal of another form',
      { status: 400, body: { fault: 'LEAK' } },
      'HTTP 400: the answer, application/json, names no error',
    ],
    ['a refusal without words', { status: 400, body: '' }, 'HTTP 400: the answer is empty'],
  ])('is told without a word of it (%s)', async (_what, reply, said) => {
    const { graph } = await serveGraph(() => reply);
    const { error, whole } = await failureOf(graph.list(list));
    expect(error).toMatchObject({ message: containing(said) });
    expect(whole).not.toContain('LEAK');
  });
});

describe('the access token', () => {
  const reply: Reply = {
    status: 400,
    body: {
      error: { code: 'token-1', message: 'Invalid: Bearer token-1, eyJhbGciOiJub25lIn0.e.' },
    },
  };

  it('is not shown where Graph repeats it', async () => {
    const { graph } = await serveGraph(() => reply);
    const { error, whole } = await failureOf(graph.list(list));
    expect(error).toMatchObject({ message: containing('Invalid: Bearer (hidden), (hidden)') });
    expect(whole).not.toMatch(/token-1|eyJ/);
  });

  it('is not shown where an item of a batch repeats it', async () => {
    const { graph } = await serveGraph((asked) => answerBatch(asked, () => reply));
    const { whole } = await failureOf(graph.findEach([one]));
    expect(whole).toContain('Invalid: Bearer (hidden)');
    expect(whole).not.toMatch(/token-1|eyJ/);
  });
});
