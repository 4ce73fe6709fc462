import { PortError } from '../../ports/port-error.ts';

/**
 * What lies at an address that GitHub gave us, `limit` bytes at the most; rejects with PortError `quota`
 * beyond. No token is sent and no further redirection is followed. Proxies are used as for GitHub itself.
 */
export async function fetchBounded(
  action: string,
  address: string,
  limit: number,
  signal: AbortSignal,
): Promise<Uint8Array> {
  const { GitHub } = await import('@actions/github/lib/utils');
  // Without `auth` octokit sends no token: the place it goes to is not GitHub's API.
  const client = new GitHub({ log: silent });
  const request = { signal, redirect: 'error' as const, parseSuccessResponseBody: false };
  const response = await client.request(`GET ${address}`, { request });
  const body: unknown = response.data;
  if (!(body instanceof ReadableStream))
    throw new PortError('bad-answer', action, 'there was nothing to download');
  return collect(action, body, limit);
}

const silent = { debug: ignore, info: ignore, warn: ignore, error: ignore };

function ignore(): void {
  // Nobody reads octokit's log.
}

async function collect(
  action: string,
  body: ReadableStream<unknown>,
  limit: number,
): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  let length = 0;
  // Leaving the loop early cancels the stream, so what is too large is not read to its end.
  for await (const chunk of body) {
    if (!(chunk instanceof Uint8Array))
      throw new PortError('bad-answer', action, 'the download is not bytes');
    length += chunk.length;
    if (length > limit)
      throw new PortError('quota', action, `the download has more than ${limit} bytes`);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}
