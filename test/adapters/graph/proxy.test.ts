import { execFile } from 'node:child_process';
import { createServer } from 'node:http';
import { connect as connectSocket } from 'node:net';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { expect, onTestFinished, test } from 'vitest';
import { connect, seedWith } from './support/connect.ts';

/** A proxy that lets everything through, and what it was asked for. */
async function startProxy(): Promise<{
  readonly url: string;
  readonly tunnels: readonly string[];
}> {
  const tunnels: string[] = [];
  const proxy = createServer();
  proxy.on('connect', (request, client) => {
    const target = request.url ?? '';
    tunnels.push(target);
    const [host, port] = target.split(':');
    const server = connectSocket(Number(port), host, () => {
      client.write('HTTP/1.1 200 Connection established\r\n\r\n');
      server.pipe(client);
      client.pipe(server);
    });
    server.on('error', () => client.destroy());
    client.on('error', () => server.destroy());
    client.on('close', () => server.destroy());
  });
  await new Promise<void>((resolve) => {
    proxy.listen(0, '127.0.0.1', resolve);
  });
  const address = proxy.address();
  const port = typeof address === 'object' ? address?.port : undefined;
  onTestFinished(() => {
    proxy.closeAllConnections();
    proxy.close();
  });
  return { url: `http://127.0.0.1:${port}`, tunnels };
}

/** In a program of its own, for what Node and Microsoft's library read when they start. */
async function ask(env: Readonly<Record<string, string>>) {
  const { entra } = await connect({ seed: seedWith({ groups: { Admins: [] } }) });
  const script = fileURLToPath(new URL('support/ask-graph.ts', import.meta.url));
  const { stdout, stderr } = await promisify(execFile)(process.execPath, [script], {
    env: {
      ...entra.environment,
      AZURE_CLIENT_ID: entra.appId('reconciler'),
      AZURE_CLIENT_SECRET: 'top-secret',
      TENANT_ID: entra.tenantId,
      ...env,
    },
  });
  return { entra, stdout, stderr };
}

test('goes through HTTPS_PROXY, signing in and asking', async () => {
  const { url, tunnels } = await startProxy();
  const { entra, stdout } = await ask({ HTTPS_PROXY: url });
  expect(stdout).toBe('["Admins"]');
  const hosts = [entra.authorityHost, entra.graphEndpoint].map((each) => new URL(each).host);
  expect([...new Set(tunnels)]).toEqual(hosts);
});

test('goes around it for what NO_PROXY names', async () => {
  const { url, tunnels } = await startProxy();
  const { stdout } = await ask({ HTTPS_PROXY: url, NO_PROXY: 'localhost' });
  expect(stdout).toBe('["Admins"]');
  expect(tunnels).toEqual([]);
});

test('trusts NODE_EXTRA_CA_CERTS, and writes nothing by itself', async () => {
  const { stdout, stderr } = await ask({});
  expect({ stdout, stderr }).toEqual({ stdout: '["Admins"]', stderr: '' });
});
