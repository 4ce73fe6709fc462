import { sortedUnique } from '../model/order.ts';
import type { AssignmentOperation } from '../plan/operation.ts';
import type { Crowd } from './behind.ts';
import { signatureOf } from './behind.ts';
import type { Holdings } from './holdings.ts';
import type { Sets } from './same-access.ts';

/** What one assignment operation does to the people of its principal. */
export interface EffectOnPeople {
  /** Ids of persons who had nothing of it before and have it after; or the other way round. */
  readonly changed: readonly string[];
  /** Who have it before and after. */
  readonly kept: readonly string[];
  /** Names of the groups through which the latter have it; null stands for a direct assignment. */
  readonly through: readonly (string | null)[];
  /** Names of groups that hold the same and whose people are not known. */
  readonly unless: readonly string[];
  /** False where AWS was not asked for all holders. */
  readonly fromAws: boolean;
}

/** One principal gets or loses one thing in one place. */
export interface AccessStep extends Pick<AssignmentOperation, 'kind' | 'permissionSet' | 'status'> {
  readonly account: { readonly id: string };
  readonly principal: { readonly id: string };
}

/** More would be read by nobody. */
const MOST_GROUPS = 20;

/**
 * People are compared, and not groups: whoever has the set in the account by whatever way before and
 * after neither gains nor loses. The same object is given for the same people and the same holders, so
 * that a change in a thousand accounts is worked out once. The principal's people must be known.
 */
export function effectsOn(
  holdings: Holdings,
  sets: Pick<Sets, 'namesOf'>,
  crowd: Crowd,
): (step: AccessStep) => EffectOnPeople {
  const known = new Map<string, EffectOnPeople>();
  return (step) => {
    const { account, permissionSet, principal, kind, status } = step;
    const names = sets.namesOf(permissionSet);
    const had = names.map((name) => holdings.before(account.id, name));
    // What waits for Entra keeps nobody's access in the meantime.
    const counting = kind === 'revoke' && status === 'planned' ? 'planned' : 'coming';
    const will = names.map((name) => holdings.after(account.id, name, counting));
    const fromAws = had.every((holders) => holders.fromAws);
    const hadIds = new Set(had.flatMap(({ ids }) => [...ids]));
    const willIds = new Set(will.flatMap(({ ids }) => [...ids]));
    const key = JSON.stringify([
      kind,
      principal.id,
      signatureOf(hadIds),
      signatureOf(willIds),
      fromAws,
    ]);
    const found = known.get(key) ?? { ...compare(kind, principal.id, hadIds, willIds), fromAws };
    known.set(key, found);
    return found;
  };

  function compare(
    kind: AssignmentOperation['kind'],
    id: string,
    had: ReadonlySet<string>,
    will: ReadonlySet<string>,
  ): Omit<EffectOnPeople, 'fromAws'> {
    const who = crowd.behind(id);
    const own = who.known ? who.people : [];
    // Had already, for whom it is granted; has still, from whom it is revoked.
    const otherSide = crowd.all(kind === 'grant' ? had : will);
    const kept = own.filter((person) => otherSide.people.has(person));
    const others = [...(kind === 'grant' ? had : will)].filter((other) => other !== id);
    const staying = others.filter((other) => had.has(other) && will.has(other));
    const stay = crowd.all(new Set(staying)).people;
    return {
      changed: own.filter((person) => !otherSide.people.has(person)),
      kept,
      through: namesOf([
        ...waysOf(new Set(kept.filter((person) => stay.has(person))), staying),
        ...waysOf(new Set(kept.filter((person) => !stay.has(person))), others),
      ]),
      unless: sortedUnique(
        otherSide.unknown
          .filter((other) => other !== id)
          .map((other) => crowd.groupName(other) ?? other),
      ).slice(0, MOST_GROUPS),
    };
  }

  function waysOf(people: ReadonlySet<string>, ids: readonly string[]): string[] {
    return ids.filter((id) => {
      const who = crowd.behind(id);
      return who.known && who.people.some((person) => people.has(person));
    });
  }

  /** Groups by name, and null where one is somebody's own assignment. */
  function namesOf(ids: readonly string[]): (string | null)[] {
    const names = ids.map((id) => crowd.groupName(id));
    const groups = sortedUnique(names.filter((name) => name !== null));
    return [...groups.slice(0, MOST_GROUPS), ...(names.includes(null) ? [null] : [])];
  }
}
