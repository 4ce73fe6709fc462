import { type Known, known, unknown } from '../core/doctor/known.ts';
import { PortError } from '../ports/port-error.ts';

/**
 * One part of what the doctor reads. A failure is a fact too, with the permission that was refused:
 * `permission` where the port does not name it. Only a cancelled run is passed on.
 */
export async function knownPart<Value>(
  reading: Promise<Value>,
  permission: string | null = null,
): Promise<Known<Value>> {
  try {
    return known(await reading);
  } catch (error) {
    if (!(error instanceof PortError) || error.kind === 'cancelled') throw error;
    const missing = error.kind === 'access-denied' ? (permission ?? error.action) : null;
    return unknown(error.message, { missing, help: error.help });
  }
}

/** A part that depends on another one. */
export async function knownFrom<Given, Value>(
  given: Known<Given>,
  read: (value: Given) => Promise<Value>,
  permission: string | null = null,
): Promise<Known<Value>> {
  return given.known ? knownPart(read(given.value), permission) : given;
}
