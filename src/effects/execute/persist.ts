import { PortError, type PortErrorKind } from '../../ports/port-error.ts';

const MOST_TRIES = 4;

/**
 * Sends an edit that may be sent twice without harm. A lost answer is answered by sending again;
 * `done` names the refusals which say that it has already happened.
 */
export async function persist(
  edit: () => Promise<void>,
  done: readonly PortErrorKind[],
): Promise<void> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      await edit();
      return;
    } catch (error) {
      if (!(error instanceof PortError)) throw error;
      if (done.includes(error.kind)) return;
      if (error.kind !== 'answer-lost' || attempt === MOST_TRIES) throw error;
    }
  }
}
