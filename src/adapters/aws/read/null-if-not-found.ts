import { PortError } from '../../../ports/port-error.ts';
import { AwsPortError } from '../request/to-port-error.ts';

/**
 * Null where AWS says that the thing itself is not found. `resourceType` is what the identity store
 * must not contradict: a missing store (another Region, another organization) is no missing group.
 */
export async function nullIfNotFound<Value>(
  reading: Promise<Value>,
  resourceType?: 'GROUP' | 'USER',
): Promise<Value | null> {
  try {
    return await reading;
  } catch (error) {
    if (!(error instanceof PortError) || error.kind !== 'not-found') throw error;
    const failure = error instanceof AwsPortError ? error.failure : null;
    if (failure?.reason?.startsWith('KMS') === true) throw error;
    const said = failure?.resourceType ?? null;
    if (resourceType !== undefined && said !== null && said !== resourceType) throw error;
    return null;
  }
}
