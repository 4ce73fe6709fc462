import { type Known, known, unknown } from '../core/doctor/known.ts';
import { PortError } from '../ports/port-error.ts';

/** What a refused call lacks; null where it is something else than a permission. */
export type Lacking = (error: PortError) => string | null;

/** AWS names its actions as policies do. */
const theAction: Lacking = ({ action }) => action;

/** One part of what the doctor reads. A failure is a fact too; only a cancelled run is passed on. */
export async function knownPart<Value>(
  reading: Promise<Value>,
  lacking = theAction,
): Promise<Known<Value>> {
  try {
    return known(await reading);
  } catch (error) {
    if (!(error instanceof PortError) || error.kind === 'cancelled') throw error;
    const missing = error.kind === 'access-denied' ? lacking(error) : null;
    // Where the permission is named, its absence is all there is to say.
    const why = missing === null ? error.message : `${error.message.split(/ \(|;/)[0] ?? ''}.`;
    return unknown(why, { missing, help: error.help });
  }
}

/** A part that depends on another one. */
export async function knownFrom<Given, Value>(
  given: Known<Given>,
  read: (value: Given) => Promise<Value>,
  lacking = theAction,
): Promise<Known<Value>> {
  return given.known ? knownPart(read(given.value), lacking) : given;
}
