import { PortError } from '../ports/port-error.ts';

/**
 * Waits for one part of a reading. A part that fails is told to `onFailure` and is null; wrong
 * credentials and a cancelled run concern everything, so they are passed on.
 */
export async function contained<T>(
  part: Promise<T>,
  onFailure: (why: string, error: PortError) => void,
): Promise<{ readonly value: T } | null> {
  try {
    return { value: await part };
  } catch (error) {
    if (!(error instanceof PortError)) throw error;
    if (error.kind === 'credentials' || error.kind === 'cancelled') throw error;
    onFailure(error.help === null ? error.message : `${error.message} (${error.help})`, error);
    return null;
  }
}
