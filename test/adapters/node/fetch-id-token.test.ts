import { createServer } from 'node:http';
import { inspect } from 'node:util';
import { afterEach, expect, it, onTestFinished, vi } from 'vitest';
import { fetchIdToken } from '../../../src/adapters/node/fetch-id-token.ts';

afterEach(() => {
  vi.unstubAllEnvs();
  vi.restoreAllMocks();
});

async function serve(status: number, body: string): Promise<void> {
  const server = createServer((_request, response) => {
    response.writeHead(status);
    response.end(body);
  });
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  vi.stubEnv('ACTIONS_ID_TOKEN_REQUEST_URL', `http://127.0.0.1:${address.port}/?v=1`);
  vi.stubEnv('ACTIONS_ID_TOKEN_REQUEST_TOKEN', 'request-LEAK');
  vi.spyOn(process.stdout, 'write').mockReturnValue(true);
}

async function failure(): Promise<string> {
  const error: unknown = await fetchIdToken('api://x').catch((thrown: unknown) => thrown);
  const whole = inspect(error, { depth: 12, showHidden: true });
  expect(whole).not.toContain('LEAK');
  return error instanceof Error ? error.message : whole;
}

it('answers the token of the job', async () => {
  await serve(200, '{"value":"the-token"}');
  expect(await fetchIdToken('api://x')).toBe('the-token');
});

it.each([
  [403, 'Authorization: Bearer request-LEAK', 'it answered with status 403'],
  [400, '{"message":"LEAK Error Code : 200 "}', 'it answered with status 400'],
  [200, '{"value":"LEAK', 'its answer holds no token'],
  [200, '\uFEFF{"value":"LEAK"}', 'its answer holds no token'],
  [404, 'LEAK', 'its answer holds no token'],
])('says of %d %s that %s', async (status, body, message) => {
  await serve(status, body);
  expect(await failure()).toBe(message);
});

it('says that nobody answers', async () => {
  await serve(200, '');
  vi.stubEnv('ACTIONS_ID_TOKEN_REQUEST_URL', 'http://127.0.0.1:9/?v=1');
  expect(await failure()).toBe('it cannot be reached (ECONNREFUSED)');
});

it('says what is not set', async () => {
  await serve(200, '');
  vi.stubEnv('ACTIONS_ID_TOKEN_REQUEST_TOKEN', '');
  expect(await failure()).toBe('ACTIONS_ID_TOKEN_REQUEST_TOKEN is not set');
});
