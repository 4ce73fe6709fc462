/** Reads once for all who ask; after a failure the next one asks again. */
export function sharedUntilItFails<Value>(read: () => Promise<Value>): () => Promise<Value> {
  let reading: Promise<Value> | null = null;
  return async () => {
    const mine = (reading ??= read());
    try {
      return await mine;
    } catch (error) {
      if (reading === mine) reading = null;
      throw error;
    }
  };
}
