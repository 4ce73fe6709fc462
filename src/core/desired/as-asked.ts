import type { EntraSettings, Mapping } from '../mapping/mapping.ts';
import type { Snapshot } from '../model/snapshot.ts';

/**
 * The organization as files of an earlier commit mean it. Head's tenant answers for all files that ask the
 * same one. Where Entra was not asked, or another tenant was, names meant groups of the identity store as
 * far as anybody can tell now; what they mean since is a change of head's.
 */
export function asAsked({ settings }: Mapping, head: Mapping, snapshot: Snapshot): Snapshot {
  const isSame = tenantOf(settings.entra) === tenantOf(head.settings.entra);
  return isSame ? snapshot : { ...snapshot, directory: null };
}

function tenantOf(entra: EntraSettings | null): string | null {
  return entra === null || entra.groupSync === 'off' ? null : `${entra.cloud} ${entra.tenantId}`;
}
