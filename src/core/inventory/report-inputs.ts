import type { IgnoreFilter } from '../actual/ignored.ts';
import type { Declared, DesiredState } from '../desired/desired-state.ts';
import type { Origin } from '../diagnostics/finding.ts';
import type { Mapping } from '../mapping/mapping.ts';
import type { Principal } from '../model/principal.ts';
import type { Snapshot } from '../model/snapshot.ts';
import type { AccessReport, ReportChange } from './access-report.ts';
import type { GroupPeople } from './group-people.ts';

export interface ReportInputs {
  /** Read complete. */
  readonly snapshot: Snapshot;
  /** Files of the reported commit; without rules and sets where there are none. */
  readonly mapping: Mapping;
  readonly desired: DesiredState;
  readonly ignore: Pick<IgnoreFilter, 'assignment' | 'permissionSet' | 'everywhere'>;
  readonly people: GroupPeople;
  readonly showPeople: AccessReport['people'];
  /** What else could not be read, a sentence each. */
  readonly unread: readonly string[];
  /** Who last changed a rule's lines; null where nobody can tell. */
  readonly changeOf: (origin: Origin) => ReportChange | null;
  readonly commit: string;
  /** Where files and commits can be looked at; null at a terminal. */
  readonly repositoryUrl: string | null;
  /** ISO 8601 in UTC. */
  readonly at: string;
}

/** What somebody has or should have, before it refers to anything by index. */
export interface Found {
  readonly principal: Principal;
  /** What the files say of it; null where they do not ask for it. */
  readonly desired: Pick<Declared, 'origins' | 'expires'> | null;
  readonly isLive: boolean;
}

export interface FoundGrant extends Found {
  readonly accountId: string;
  readonly permissionSet: string;
}

export interface FoundApplicationGrant extends Found {
  readonly applicationArn: string;
}
