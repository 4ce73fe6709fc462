import { PortError } from '../../../ports/port-error.ts';
import { AwsPortError } from '../request/to-port-error.ts';

/** What AWS's error must not contradict, or it is something around the thing that is missing. */
interface Looked {
  /** The identity store says which: a missing store (another Region or organization) is no missing group. */
  readonly resourceType?: 'GROUP' | 'USER';
  /** An ARN. sso-admin has no member for it; where its text names this, the thing may well be there. */
  readonly within?: string;
}

/** Null where AWS says that the thing itself is not found. */
export async function nullIfNotFound<Value>(
  reading: Promise<Value>,
  { resourceType, within }: Looked = {},
): Promise<Value | null> {
  try {
    return await reading;
  } catch (error) {
    if (!(error instanceof PortError) || error.kind !== 'not-found') throw error;
    const failure = error instanceof AwsPortError ? error.failure : null;
    if (failure?.reason?.startsWith('KMS') === true) throw error;
    const said = failure?.resourceType ?? null;
    if (resourceType !== undefined && said !== null && said !== resourceType) throw error;
    if (within !== undefined && failure?.text.includes(within) === true) throw error;
    return null;
  }
}
