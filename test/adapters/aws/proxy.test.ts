import { createServer } from 'node:http';
import { expect, onTestFinished, test, vi } from 'vitest';
import { createAwsReaders } from '../../../src/adapters/aws/create-aws-readers.ts';
import { openAws } from '../../../src/adapters/aws/open-aws.ts';

test('goes through HTTPS_PROXY, and names the tunnel when it is refused', async () => {
  const tunnels: (string | undefined)[] = [];
  const proxy = createServer();
  proxy.on('connect', (request, socket) => {
    tunnels.push(request.url);
    socket.end('HTTP/1.1 403 Forbidden\r\n\r\n');
  });
  await new Promise<void>((resolve) => {
    proxy.listen(0, '127.0.0.1', resolve);
  });
  const address = proxy.address();
  const port = typeof address === 'object' ? address?.port : undefined;
  vi.stubEnv('AWS_ACCESS_KEY_ID', 'AKIATEST');
  vi.stubEnv('AWS_SECRET_ACCESS_KEY', 'secret');
  let now = 0;
  const connection = openAws({
    region: 'eu-west-1',
    requestsPerSecond: 20,
    env: { HTTPS_PROXY: `http://127.0.0.1:${port}` },
    clock: {
      now: () => now,
      sleep(milliseconds, signal) {
        if (signal !== undefined) return new Promise(() => undefined);
        now += milliseconds;
        return Promise.resolve();
      },
    },
  });
  onTestFinished(() => {
    connection.close();
    vi.unstubAllEnvs();
    proxy.closeAllConnections();
    proxy.close();
  });
  const { identityCenter } = createAwsReaders(connection);
  await expect(identityCenter.listInstances()).rejects.toMatchObject({
    kind: 'unavailable',
    action: 'sso:ListInstances',
  });
  expect(tunnels).toEqual(Array.from({ length: 6 }, () => 'sso.eu-west-1.amazonaws.com:443'));
});
