import type { PeopleMode } from '../core/access/people-mode.ts';
import { whoChanges, withPeople } from '../core/access/who-changes.ts';
import type { BuiltPlan } from '../core/plan/build-plan.ts';
import type { ConnectDirectoryPeople } from '../ports/connect-directory.ts';
import type { Journal } from '../ports/journal.ts';
import type { AwsReadPorts } from '../ports/readers.ts';
import type { GatheredPlan } from './gather-plan.ts';
import { askedSettings } from './read-directory.ts';
import { type PeoplePorts, readPeople } from './read-people.ts';

export interface PeopleConnections {
  readonly readers: AwsReadPorts;
  readonly connectDirectoryPeople: ConnectDirectoryPeople;
  readonly journal: Journal;
}

/** The plan with the people behind its groups, as far as they may be shown and can be read. */
export async function tellPeople(
  connections: PeopleConnections,
  built: BuiltPlan,
  { snapshot, versions }: GatheredPlan,
  mode: PeopleMode,
): Promise<BuiltPlan> {
  const ports = peoplePorts(connections, { snapshot, versions });
  const { operations } = built.plan;
  const people = await readPeople(ports, { operations, snapshot, versions }, mode);
  if (people === null || mode === 'off') return built;
  return withPeople(built, whoChanges(built.plan, { snapshot, versions, people, show: mode }));
}

/** Entra is asked about people where it was asked about groups. */
export function peoplePorts(
  { readers, connectDirectoryPeople, journal }: PeopleConnections,
  { snapshot, versions }: GatheredPlan,
): PeoplePorts {
  const entra = snapshot.directory && askedSettings(versions.head.mapping.settings.entra);
  return { readers, directory: entra && connectDirectoryPeople(entra), journal };
}
