import { PortError } from '../ports/port-error.ts';

export type Advice<T> =
  | { readonly value: T; readonly error: null }
  | { readonly value: null; readonly error: PortError };

/**
 * Waits for what no run ends for: a failure is an answer too, wrong credentials as well. Only a cancelled
 * run is passed on.
 */
export async function advice<T>(asking: Promise<T>): Promise<Advice<T>> {
  try {
    return { value: await asking, error: null };
  } catch (error) {
    if (!(error instanceof PortError) || error.kind === 'cancelled') throw error;
    return { value: null, error };
  }
}
