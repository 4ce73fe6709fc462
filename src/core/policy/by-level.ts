import { sortedBy } from '../model/order.ts';
import type { ActionList, KnownAction } from './actions/known-actions.ts';
import { type AccessLevel, accessLevels } from './access-level.ts';

export interface ServiceActions {
  readonly service: string;
  /** Without the service, sorted. */
  readonly names: readonly string[];
  /** Whether the service has no others of this level. */
  readonly all: boolean;
}

export interface LevelActions {
  readonly level: AccessLevel;
  readonly total: number;
  /** What rules over people and keys first, then the ones with the most actions. */
  readonly services: readonly ServiceActions[];
}

const overOthers: ReadonlySet<string> = new Set([
  'iam',
  'organizations',
  'sso',
  'sso-directory',
  'identitystore',
  'sts',
  'kms',
]);

/** Actions by their level and service, the most dangerous level first; levels without any are left out. */
export function byLevel(actions: readonly KnownAction[], list: ActionList): LevelActions[] {
  const levels = Map.groupBy(actions, ({ level }) => level);
  return accessLevels.flatMap((level) => {
    const members = levels.get(level);
    if (members === undefined) return [];
    const services = [...Map.groupBy(members, ({ service }) => service)].map(([service, named]) => {
      const known = list.byService.get(service.toLowerCase()) ?? [];
      return {
        service,
        names: sortedBy(named, ({ name }) => name).map(({ name }) =>
          name.slice(service.length + 1),
        ),
        all: known.filter((each) => each.level === level).length === named.length,
      };
    });
    return [{ level, total: members.length, services: ordered(services) }];
  });
}

function ordered(services: readonly ServiceActions[]): ServiceActions[] {
  const weight = ({ service, names }: ServiceActions): number =>
    names.length + (overOthers.has(service) ? 1_000_000 : 0);
  return sortedBy(services, ({ service }) => service).toSorted((a, b) => weight(b) - weight(a));
}
