import { principalIdFor, uuid } from './ids.ts';
import type { World } from './world.ts';

export function newPrincipalId(world: World, kind: string, name: string): string {
  const unique = world.newName(kind, name);
  return principalIdFor(world.place.instance.identityStoreId, kind, unique);
}

export function externalId(
  given: string | null | undefined,
  kind: string,
  name: string,
): string | undefined {
  return given === undefined ? uuid(`entra-${kind}`, name) : (given ?? undefined);
}
