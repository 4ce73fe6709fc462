import type { Facts } from '../core/doctor/facts.ts';
import type { Mapping } from '../core/mapping/mapping.ts';
import type { ConnectFederation, ConnectFederationAws } from '../ports/connect-federation.ts';
import type { Journal } from '../ports/journal.ts';
import { gatherFederationAws, gatherMemberships } from './gather-federation-aws.ts';
import { gatherFederationEntra } from './gather-federation-entra.ts';

export interface FederationPorts {
  readonly connectFederationAws: ConnectFederationAws;
  readonly connectFederation: ConnectFederation;
  readonly journal: Journal;
}

/** Reads both halves of the federation at once. Rejects only where the run was cancelled. */
export async function gatherFederation(
  { connectFederationAws, connectFederation, journal }: FederationPorts,
  mapping: Mapping,
  region: string | null,
  now: string,
): Promise<Omit<Facts, 'isPublicRepository'>> {
  const { requestsPerSecond } = mapping.settings;
  const home = mapping.settings.region ?? region;
  const opened =
    home === null
      ? null
      : { ...connectFederationAws({ region: home, requestsPerSecond }), region: home };
  const [aws, entra] = await Promise.all([
    gatherFederationAws(opened, mapping),
    gatherFederationEntra(connectFederation, mapping.settings.entra, now),
  ]);
  const memberships = await gatherMemberships(opened, aws, entra, journal);
  return { now, aws: { ...aws, memberships }, entra };
}
