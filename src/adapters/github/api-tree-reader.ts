import { createHash } from 'node:crypto';
import { PortError } from '../../ports/port-error.ts';
import type { DirectoryListing, TreeReader } from '../../ports/tree-read.ts';
import { blobAnswer, gitCommitAnswer } from './answers.ts';
import type { Call } from './call.ts';
import { createConnection } from './connection.ts';
import type { GitHubOptions } from './github-options.ts';
import { listTree, readTree } from './list-tree.ts';
import { readAnswer } from './read-answer.ts';

/** Twice what callers read; a larger file is listed with its size and left alone. */
const largestBlob = 2 * 1024 * 1024;

/** Files of a commit through git/commits, git/trees and git/blobs, for jobs without a checkout. */
export function createApiTreeReader(options: GitHubOptions): TreeReader {
  const connection = createConnection(options);
  const listings = new Map<string, Promise<DirectoryListing>>();
  const blobs = new Map<string, Promise<Uint8Array>>();

  async function fetchBlob(objectId: string): Promise<Uint8Array> {
    const route: Call['route'] = 'GET /repos/{owner}/{repo}/git/blobs/{file_sha}';
    const answer = await connection.send({
      route,
      parameters: { file_sha: objectId },
      permission: 'contents: read',
      repeat: 'always',
    });
    const content = Buffer.from(readAnswer(route, blobAnswer, answer.data).content, 'base64');
    if (content.length > largestBlob)
      throw new PortError('quota', route, `the file is larger than ${largestBlob} bytes`);
    const hash = createHash('sha1')
      .update(`blob ${content.length}\0`)
      .update(content)
      .digest('hex');
    if (hash !== objectId)
      throw new PortError('bad-answer', route, `the content of ${objectId} hashes to ${hash}`);
    return new Uint8Array(content);
  }

  return {
    async readDirectory(commit, directory) {
      const route: Call['route'] = 'GET /repos/{owner}/{repo}/git/commits/{commit_sha}';
      const answer = await connection.send({
        route,
        parameters: { commit_sha: commit },
        permission: 'contents: read',
        repeat: 'always',
      });
      let treeId = readAnswer(route, gitCommitAnswer, answer.data).tree.sha;
      const names = directory.split('/').filter((name) => name !== '' && name !== '.');
      for (const name of names) {
        const { entries } = await readTree(connection, treeId, false);
        const child = entries.find((entry) => entry.path === name && entry.mode === '040000');
        if (child === undefined) return null;
        treeId = child.sha;
      }
      const listing = await remember(listings, treeId, () => listTree(connection, treeId));
      const prefix = names.map((name) => `${name}/`).join('');
      const entries = listing.entries.map((entry) => ({ ...entry, path: prefix + entry.path }));
      return { treeId, entries };
    },

    readBlob: (objectId) => remember(blobs, objectId, () => fetchBlob(objectId)),
  };
}

/** Base and head share most of their files, and a job has 1,000 requests an hour; failures are not kept. */
function remember<T>(
  known: Map<string, Promise<T>>,
  key: string,
  fetch: () => Promise<T>,
): Promise<T> {
  const found = known.get(key);
  if (found !== undefined) return found;
  const asked = fetch().catch((error: unknown) => {
    known.delete(key);
    throw error;
  });
  known.set(key, asked);
  return asked;
}
