import type { TreeReader } from '../../../src/ports/tree-read.ts';

/** Reads each commit's files once, whoever asks: what is committed never changes. */
export function rememberedTrees(): (trees: TreeReader) => TreeReader {
  const directories = new Map<string, ReturnType<TreeReader['readDirectory']>>();
  const blobs = new Map<string, ReturnType<TreeReader['readBlob']>>();
  return (trees) => ({
    readDirectory: (commit, directory) =>
      once(directories, `${commit} ${directory}`, () => trees.readDirectory(commit, directory)),
    readBlob: (objectId) => once(blobs, objectId, () => trees.readBlob(objectId)),
  });
}

async function once<T>(
  known: Map<string, Promise<T>>,
  key: string,
  read: () => Promise<T>,
): Promise<T> {
  const reading = known.get(key) ?? read();
  known.set(key, reading);
  try {
    return await reading;
  } catch (error) {
    known.delete(key);
    throw error;
  }
}
