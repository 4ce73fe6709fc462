import type { Known } from './known.ts';
import type { ProvisioningSchema } from './provisioning-facts.ts';

/** Whether provisioning leaves an external id; null where its schema could not be read. */
export function writesExternalIds(
  schema: Known<ProvisioningSchema>,
  on: readonly ('users' | 'groups')[],
): boolean | null {
  if (!schema.known) return null;
  const mappings = on.flatMap((kind) => schema.value[kind]);
  return mappings.some(({ target }) => target.toLowerCase() === 'externalid');
}
