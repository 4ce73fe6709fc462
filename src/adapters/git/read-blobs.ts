import { createHash } from 'node:crypto';
import { PortError } from '../../ports/port-error.ts';
import { readHeaders } from './object-headers.ts';
import type { Git } from './run-git.ts';

/** Twice what callers read; a larger file is listed with its size and left alone. */
const largestBlob = 2 * 1024 * 1024;
/** Bytes that one git process is asked for. */
const batchBytes = 32 * 1024 * 1024;

/** Contents by object id; an id that is not here is left out. */
export async function readBlobs(
  git: Git,
  ids: readonly string[],
): Promise<ReadonlyMap<string, Uint8Array | PortError>> {
  const found = new Map<string, Uint8Array | PortError>();
  const headers = await readHeaders(git, ids);
  let batch: string[] = [];
  let bytes = 0;
  for (const header of headers) {
    if (header?.type !== 'blob') continue;
    if (header.size > largestBlob) {
      const message = `the file is larger than ${largestBlob} bytes`;
      found.set(header.id, new PortError('quota', 'git cat-file', message));
      continue;
    }
    if (bytes + header.size > batchBytes) {
      await readBatch(git, batch, found);
      batch = [];
      bytes = 0;
    }
    batch.push(header.id);
    bytes += header.size;
  }
  await readBatch(git, batch, found);
  return found;
}

async function readBatch(
  git: Git,
  ids: readonly string[],
  found: Map<string, Uint8Array | PortError>,
): Promise<void> {
  if (ids.length === 0) return;
  const output = await git.run(['cat-file', '--batch'], ids.map((id) => `${id}\n`).join(''));
  if (output === null) return;
  for (let at = 0; at < output.length;) {
    const end = output.indexOf('\n', at);
    const [, id, size] = /^([0-9a-f]{40}) blob (\d+)$/.exec(output.toString('utf8', at, end)) ?? [];
    if (end < 0 || id === undefined) return;
    const content = output.subarray(end + 1, end + 1 + Number(size));
    found.set(id, verified(id, content));
    at = end + 2 + Number(size);
  }
}

/** Git does not check a loose object's content when it reads it. */
function verified(id: string, content: Buffer): Uint8Array | PortError {
  const hash = createHash('sha1').update(`blob ${content.length}\0`).update(content).digest('hex');
  if (hash === id) return new Uint8Array(content);
  return new PortError('bad-answer', 'git cat-file', `the content of ${id} hashes to ${hash}`);
}
