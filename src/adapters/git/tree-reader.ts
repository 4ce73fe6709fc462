import { noCommit } from '../../core/model/ids.ts';
import { PortError } from '../../ports/port-error.ts';
import type { TreeReader } from '../../ports/tree-read.ts';
import type { LocalGit } from './local-git.ts';

export interface TreeReaderOptions {
  /** Null without a checkout, or without git. */
  readonly local: LocalGit | null;
  /** Asked for what is not here; null offline. */
  readonly remote: TreeReader | null;
}

/** Ids that one git process is asked for. */
const batchSize = 200;

/** Files by commit, from the checkout's object database where it has them, else from elsewhere. */
export function createTreeReader({ local, remote }: TreeReaderOptions): TreeReader {
  const readHere = local === null ? null : inBatches(local);

  return {
    async readDirectory(commit, directory) {
      if (commit === noCommit) return null;
      const listing = (await local?.listDirectory(commit, directory)) ?? null;
      if (local !== null && listing !== 'elsewhere') return listing;
      if (remote !== null) return remote.readDirectory(commit, directory);
      throw new PortError('not-found', 'git ls-tree', `commit ${commit} is not in this clone`, {
        help: 'fetch it, in a workflow with fetch-depth: 0',
      });
    },

    async readBlob(objectId) {
      const content = (await readHere?.(objectId)) ?? null;
      if (content instanceof PortError) throw content;
      if (content !== null) return content;
      if (remote !== null) return remote.readBlob(objectId);
      throw new PortError('not-found', 'git cat-file', `file ${objectId} is not in this clone`, {
        help: 'fetch it, in a workflow with fetch-depth: 0 and no filter',
      });
    },
  };
}

interface Waiting {
  readonly id: string;
  readonly resolve: (content: Uint8Array | PortError | null) => void;
  readonly reject: (error: unknown) => void;
}

/** Reads that are asked for together share one git process; one batch runs at a time. */
function inBatches(local: LocalGit): (id: string) => Promise<Uint8Array | PortError | null> {
  const waiting: Waiting[] = [];
  let running = false;

  async function drain(): Promise<void> {
    while (waiting.length > 0) {
      const batch = waiting.splice(0, batchSize);
      try {
        const found = await local.readBlobs([...new Set(batch.map(({ id }) => id))]);
        for (const { id, resolve } of batch) resolve(found.get(id) ?? null);
      } catch (error) {
        for (const { reject } of batch) reject(error);
      }
    }
    running = false;
  }

  return (id) =>
    new Promise((resolve, reject) => {
      waiting.push({ id, resolve, reject });
      if (running) return;
      running = true;
      // After this turn, so that the reads of one Promise.all come together.
      setImmediate(() => void drain());
    });
}
