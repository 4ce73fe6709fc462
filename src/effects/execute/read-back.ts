import { PortError } from '../../ports/port-error.ts';

/**
 * Reads what a write that was accepted has made. A read that fails says nothing of the write: it rejects
 * as `answer-lost`, with why it could not be read.
 */
export async function readBack<Value>(read: () => Promise<Value>): Promise<Value> {
  try {
    return await read();
  } catch (error) {
    if (!(error instanceof PortError) || error.kind === 'cancelled') throw error;
    const message = `it was accepted, and could not be read back: ${error.message}`;
    const { action, help } = error;
    throw new PortError('answer-lost', action, message, {
      cause: error,
      ...(help === null ? {} : { help }),
    });
  }
}

/** Reads what a write did whose answer is lost; what cannot be read leaves it `lost`. */
export async function readInstead<Value>(
  lost: PortError,
  read: () => Promise<Value>,
): Promise<Value> {
  try {
    return await read();
  } catch (error) {
    throw error instanceof PortError && error.kind !== 'cancelled' ? lost : error;
  }
}
