import { sortedBy, sortedUnique } from '../model/order.ts';
import type { Principal } from '../model/principal.ts';
import type { Snapshot } from '../model/snapshot.ts';
import { isAboutApplication } from '../plan/access-operation.ts';
import type { ApplicationOperation, Operation } from '../plan/operation.ts';
import type { ApplicationChange, PlanPeople } from '../plan/plan-people.ts';
import type { Crowd } from './behind.ts';
import { type EffectOnPeople, effectsOn } from './effect-of.ts';
import { type Holdings, isGoing, isOwnAndComing } from './holdings.ts';

/** An operation about an application, and what it does to the people behind it. */
export interface ToldOnApplication {
  readonly operation: ApplicationOperation;
  readonly effect: EffectOnPeople;
}

const MOST_CHANGES = 500;
const MOST_NAMES = 500;
const MOST_NAMES_IN_ONE = 25;

export function ownOnApplications(operations: readonly Operation[]): ApplicationOperation[] {
  return operations.filter(isAboutApplication).filter(isOwnAndComing);
}

/** Net of what people have of the same application by another way. */
export function effectsOnApplications(
  operations: readonly Operation[],
  snapshot: Snapshot,
  crowd: Crowd,
): readonly ToldOnApplication[] {
  const effectOf = effectsOn(holdingsOn(operations, snapshot), { namesOf: (arn) => [arn] }, crowd);
  return ownOnApplications(operations)
    .filter(({ principal }) => crowd.behind(principal.id).known)
    .map((operation) => {
      const { kind, principal, status, application } = operation;
      const effect = effectOf({
        kind: kind === 'assign-application' ? 'grant' : 'revoke',
        principal,
        status,
        account: { id: '' },
        permissionSet: application.arn,
      });
      return { operation, effect };
    });
}

/** By ARN in the place of a set; of an application all holders are read, or nothing is planned. */
function holdingsOn(operations: readonly Operation[], { applications }: Snapshot): Holdings {
  const live = Map.groupBy(applications?.assignments ?? [], (one) => one.applicationArn);
  const planned = Map.groupBy(
    operations.filter(isAboutApplication),
    ({ application }) => application.arn,
  );
  const before = (arn: string): ReadonlySet<string> =>
    new Set((live.get(arn) ?? []).map(({ principalId }) => principalId));
  return {
    before: (_, arn) => ({ ids: before(arn), fromAws: true }),
    after: (_, arn, counting) => {
      const ids = new Set(before(arn));
      for (const operation of planned.get(arn) ?? []) {
        const { id } = operation.principal;
        const counts = counting === 'coming' || operation.status === 'planned';
        if (operation.kind === 'unassign-application') {
          if (isGoing(operation)) ids.delete(id);
        } else if (counts && isOwnAndComing(operation)) ids.add(id);
      }
      return { ids, fromAws: true };
    },
  };
}

/** As the plan tells them: losses before gains, and what stays last. */
export function listApplicationChanges(
  told: readonly ToldOnApplication[],
  crowd: Crowd,
  show: PlanPeople['show'],
): readonly ApplicationChange[] {
  let room = show === 'names' ? MOST_NAMES : 0;
  const parts = told.flatMap(({ operation, effect }) => {
    const isGiven = operation.kind === 'assign-application';
    return [
      { operation, effect, kind: isGiven ? ('gains' as const) : ('loses' as const) },
      { operation, effect, kind: 'keeps' as const },
    ];
  });
  const ranks = { loses: 0, gains: 1, keeps: 2 } as const;
  const sorted = sortedBy(parts, ({ operation: { application, principal }, kind }) =>
    [ranks[kind], application.name, application.arn, principal.name, principal.id].join('\0'),
  );
  return sorted
    .map((part) => ({
      ...part,
      people: part.kind === 'keeps' ? part.effect.kept : part.effect.changed,
    }))
    .filter(({ people }) => people.length > 0)
    .slice(0, MOST_CHANGES)
    .map(({ operation, effect, kind, people }) => {
      const known = people.flatMap((person) => crowd.personName(person) ?? []);
      const names = sortedUnique(known).slice(0, Math.min(room, MOST_NAMES_IN_ONE));
      room -= names.length;
      return {
        effect: kind,
        principal: show === 'names' ? operation.principal : unnamed(operation.principal),
        application: operation.application,
        total: people.length,
        names,
        unnamed: show === 'names' ? people.length - known.length : 0,
        through: kind === 'keeps' ? effect.through : [],
        unless: kind === 'keeps' ? [] : effect.unless,
      };
    });
}

function unnamed(principal: Principal): Principal {
  return principal.type === 'USER' ? { ...principal, name: '' } : principal;
}
