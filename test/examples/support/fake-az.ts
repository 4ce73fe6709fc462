import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { type AddressInfo, createServer, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { answerGraph, type Tenant } from './fake-graph.ts';

/** Asks this process what the Azure CLI would say: arguments with a NUL behind each, then an empty one. */
const az = (port: number): string => `#!/usr/bin/env bash
exec 3<>/dev/tcp/127.0.0.1/${port}
printf '%s\\0' "$@" '' >&3
IFS= read -r status <&3
if [ "$status" -eq 0 ]; then cat <&3; else cat <&3 >&2; fi
exit "$status"
`;

export interface FakeAz {
  /** Holds `az`. */
  readonly folder: string;
  readonly close: () => Promise<void>;
}

/** Stands in for the Azure CLI, signed in to `tenant`. */
export async function startFakeAz(tenant: Tenant): Promise<FakeAz> {
  const server = createServer((socket) => {
    let received = '';
    socket.setEncoding('utf8').on('data', (part: string) => {
      received += part;
      if (!received.endsWith('\0\0')) return;
      socket.end(answer(tenant, received.slice(0, -2).split('\0')));
    });
  });
  const port = await listen(server);
  const folder = await mkdtemp(join(tmpdir(), 'fake-az-'));
  await writeFile(join(folder, 'az'), az(port), { mode: 0o755 });
  const close = async (): Promise<void> => {
    server.close();
    await rm(folder, { recursive: true });
  };
  return { folder, close };
}

async function listen(server: Server): Promise<number> {
  const { promise, resolve } = Promise.withResolvers<void>();
  server.listen(0, '127.0.0.1', resolve);
  await promise;
  return (server.address() as AddressInfo).port;
}

const about: Readonly<Record<string, unknown>> = {
  account: { tenantId: '3f0c2d6e-8b41-4c57-9a1e-6d2b7f50c4e8' },
  cloud: {
    endpoints: {
      microsoftGraphResourceId: 'https://graph.microsoft.com/',
      activeDirectory: 'https://login.microsoftonline.com',
    },
  },
};

/** Exit status, a line break, and what is printed. */
function answer(tenant: Tenant, args: readonly string[]): string {
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: {
      method: { type: 'string', default: 'get' },
      url: { type: 'string', default: '' },
      body: { type: 'string', default: '{}' },
      query: { type: 'string', default: '' },
      output: { type: 'string', default: 'json' },
      resource: { type: 'string' },
      headers: { type: 'string' },
      'uri-parameters': { type: 'string' },
      'only-show-errors': { type: 'boolean' },
    },
  });
  const [command = '', ...more] = positionals;
  if (command !== 'rest') return `0\n${print(about[command], values.query)}`;
  const url = new URL(values.url);
  for (const parameter of [values['uri-parameters'] ?? '', ...more]) {
    const [name = '', ...value] = parameter.split('=');
    if (name.startsWith('$')) url.searchParams.set(name, value.join('='));
  }
  const body = JSON.parse(values.body) as Record<string, unknown>;
  const { status, body: said } = answerGraph(tenant, values.method.toUpperCase(), url, body);
  if (status >= 400) return `1\nERROR: ${status} ${JSON.stringify(said)}\n`;
  return values.output === 'none' ? '0\n' : `0\n${print(said, values.query)}`;
}

function print(value: unknown, query: string): string {
  const shown = query.startsWith('{') ? value : find(value, query);
  if (shown === null || shown === undefined) return '';
  const lines: unknown[] = Array.isArray(shown) ? shown : [shown];
  return lines
    .map((line) => `${typeof line === 'string' ? line : JSON.stringify(line)}\n`)
    .join('');
}

/** Of JMESPath what the script uses: a path, a list's property, and a list's property where others equal. */
function find(value: unknown, query: string): unknown {
  const [, path = '', condition, property] =
    /^([\w.]+)(?:\[(?:\?(.*))?\](?:\.(\w+))?)?$/.exec(query) ?? [];
  const found = path
    .split('.')
    .reduce<unknown>((part, name) => (isRecord(part) ? part[name] : null), value);
  if (!query.includes('[')) return found;
  const wanted = [...(condition ?? '').matchAll(/(\w+)=='([^']*)'/g)];
  return (Array.isArray(found) ? (found as unknown[]) : [])
    .filter((one) => wanted.every(([, name = '', is]) => isRecord(one) && one[name] === is))
    .map((one) => (property !== undefined && isRecord(one) ? one[property] : one));
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}
