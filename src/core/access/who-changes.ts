import { givingKinds } from '../model/access-kinds.ts';
import { sortedBy } from '../model/order.ts';
import type { People } from '../model/people.ts';
import type { Principal } from '../model/principal.ts';
import type { Snapshot } from '../model/snapshot.ts';
import { type AccessOperation, isAssignment } from '../plan/access-operation.ts';
import type { Versions } from '../plan/attribute.ts';
import type { BuiltPlan } from '../plan/build-plan.ts';
import type { Plan } from '../plan/plan.ts';
import type { PlanPeople } from '../plan/plan-people.ts';
import { type Crowd, crowdOf } from './behind.ts';
import { countPeople } from './count-people.ts';
import { effectsOn } from './effect-of.ts';
import { holdingsOf, isOwnAndComing } from './holdings.ts';
import { listChanges, type Told } from './list-changes.ts';
import {
  effectsOnApplications,
  listApplicationChanges,
  ownOnApplications,
} from './on-applications.ts';
import { editedSets, reachOf } from './reach-of.ts';
import { setsOf } from './same-access.ts';
import { lastWaysBy, waysIn } from './ways-in.ts';

export interface PeopleInputs {
  readonly snapshot: Snapshot;
  readonly versions: Versions;
  readonly people: People;
  readonly show: PlanPeople['show'];
}

/**
 * Who gains and who loses by what the plan does for the change itself. Pure: same input, same bytes. What
 * is not known never becomes a promise: groups that could not be read are listed, and whoever could be
 * in one keeps nothing through it.
 */
export function whoChanges(plan: Plan, inputs: PeopleInputs): PlanPeople {
  const { snapshot, versions, people, show } = inputs;
  const { operations } = plan;
  const crowd = crowdOf(people, snapshot, versions, operations);
  const holdings = holdingsOf(operations, snapshot, versions, people);
  const sets = setsOf(snapshot, versions);
  const effectOf = effectsOn(holdings, sets, crowd);
  const lastWays = lastWaysBy(waysIn(versions.head.desired, operations, crowd));
  const own = operations.filter(isAssignment).filter(isOwnAndComing);
  const told = own
    .filter(({ principal }) => crowd.behind(principal.id).known)
    .map((operation): Told => {
      const { kind, permissionSet, account } = operation;
      const effect = effectOf(operation);
      return {
        operation,
        administrator:
          kind === 'grant'
            ? sets.administratorAfter(permissionSet)
            : sets.administratorBefore(permissionSet),
        effect,
        last: kind === 'revoke' ? lastWays(account.id, effect) : [],
      };
    });
  const reach = editedSets(operations).map((name) => reachOf(name, inputs, holdings, sets, crowd));
  const { changes, leftOut } = listChanges(told, crowd, show);
  const onApplications = effectsOnApplications(operations, snapshot, crowd);
  const all = [...own, ...ownOnApplications(operations)];
  return {
    source: people.source,
    show,
    counts: countPeople(told, onApplications, reach),
    changes,
    applications: listApplicationChanges(onApplications, crowd, show),
    leftOut,
    unnamed: show === 'names' ? unnamedIn([...told, ...onApplications], people) : 0,
    reach: reach.map((one) => one.told),
    unknown: unknownGroups(all, crowd),
    nested: nestedGroups(all, crowd),
    netOf: told.every(({ effect }) => effect.fromAws) ? 'aws' : 'files',
  };
}

/** The plan, told who is behind it. Its digest stays: who is in a group is no part of what is approved. */
export function withPeople(built: BuiltPlan, people: PlanPeople | null): BuiltPlan {
  return { ...built, plan: { ...built.plan, people } };
}

function unnamedIn(told: readonly Pick<Told, 'effect'>[], { unnamed }: People): number {
  if (unnamed.size === 0) return 0;
  const lists = new Set(told.flatMap(({ effect }) => [effect.changed, effect.kept]));
  const people = new Set([...lists].flatMap((list) => list.filter((id) => unnamed.has(id))));
  return people.size;
}

function unknownGroups(own: readonly AccessOperation[], crowd: Crowd): PlanPeople['unknown'] {
  return groupsOf(own).flatMap((principal) => {
    const who = crowd.behind(principal.id);
    return who.known ? [] : [{ principal, why: who.why }];
  });
}

/** Only where it is granted something: who is to lose what they never had need not know. */
function nestedGroups(own: readonly AccessOperation[], crowd: Crowd): PlanPeople['nested'] {
  return groupsOf(own.filter(({ kind }) => givingKinds.has(kind))).flatMap((principal) => {
    const who = crowd.behind(principal.id);
    return who.known && who.nestedOnly > 0 ? [{ principal, people: who.nestedOnly }] : [];
  });
}

function groupsOf(operations: readonly AccessOperation[]): Principal[] {
  const groups = new Map(
    operations.flatMap(({ principal }) =>
      principal.type === 'GROUP' ? [[principal.id, principal] as const] : [],
    ),
  );
  return sortedBy(groups.values(), ({ id, name }) => `${name}\0${id}`);
}
